package hostile

import (
	"io"
	"net/http"
	"strconv"
	"strings"
)

// again are faults on a connection that has served before and would serve again:
// what they leave on it must be taken for nobody's answer, and no request may be
// sent a second time for their sake. (requirements 15, 16, 87)
var again = []Fault{
	{Name: "again-kept", Again: true, When: Renewal, Want: Works},
	{Name: "again-kept-tls", Again: true, When: Renewal, TLS: "good", Want: Works},
	{Name: "again-kept-tls12", Again: true, When: Renewal, TLS: "tls12", Want: Works},
	{Name: "again-close-said", Again: true, When: Renewal, Act: same(200, "Connection: close"), Want: Works},
	{Name: "again-close-unsaid", Again: true, When: Renewal, Act: Act{Raw: okHead + "Content-Length: {length}\r\n\r\n{good}"}, Want: Works},
	{Name: "again-close-soon", Again: true, When: Renewal, Act: Act{Raw: okHead + "Keep-Alive: timeout=0\r\nContent-Length: {length}\r\n\r\n{good}"}, Want: Works},
	{Name: "again-close-tls", Again: true, When: Renewal, TLS: "tls13", Act: Act{Raw: okHead + "Content-Length: {length}\r\n\r\n{good}"}, Want: Works},
	{Name: "again-unasked", Again: true, When: Renewal, Act: Act{Do: answerThen("", "{forged}")}, Want: Works},
	{Name: "again-unasked-tls", Again: true, When: Renewal, TLS: "good", Act: Act{Do: answerThen("", "{forged}")}, Want: Works},
	{Name: "again-unasked-byte", Again: true, When: Renewal, Act: Act{Do: answerThen("", "H")}, Want: Works},
	{Name: "again-unasked-408", Again: true, When: Renewal, Act: Act{Do: answerThen("", "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n")}, Want: Works},
	{Name: "again-unasked-garbage", Again: true, When: Renewal, Act: Act{Do: answerThen("", strings.Repeat("\x00\xff", 5000))}, Want: Works},
	{Name: "again-two-answers", Again: true, When: Renewal, Act: Act{Do: answerThen("{forged}", "")}, Want: Works},
	{Name: "again-two-answers-tls", Again: true, When: Renewal, TLS: "good", Act: Act{Do: answerThen("{forged}", "")}, Want: Works},
	{Name: "again-many-answers", Again: true, When: Renewal, Act: Act{Do: answerThen(strings.Repeat("{forged}", 100), "{forged}")}, Want: Works},
	{Name: "again-line-behind", Again: true, When: Renewal, Act: Act{Do: answerThen("\r\n", "")}, Want: Works},
	{Name: "again-half", Again: true, When: Renewal, Act: Act{Raw: okHead + "Content-Length: 900\r\n\r\n{\"access_token\":"}, Want: Unreachable, Says: "broke off", Next: None},
	{Name: "again-half-tls", Again: true, When: Renewal, TLS: "good", Act: Act{Raw: okHead + "Content-Length: 900\r\n\r\n{\"access_token\":"}, Want: Unreachable, Says: "broke off", Next: None},
	{Name: "again-no-answer", Again: true, When: Renewal, Act: Act{Raw: " "}, Want: Unreachable, Next: None},
	{Name: "again-reset", Again: true, When: Renewal, Act: Act{Do: breakOff("")}, Want: Unreachable, Says: "broke off", Next: None},
	{Name: "again-reset-tls", Again: true, When: Renewal, TLS: "good", Act: Act{Do: breakOff("")}, Want: Unreachable, Says: "broke off", Next: None},
	{Name: "again-503", Again: true, When: Renewal, Act: says(503, ""), Want: Unreachable, Next: None},
}

// answerThen gives the right answer with more at once behind it, and then more
// still by itself. The connection stays open, and nobody reads it any more.
func answerThen(behind, later string) func(*Server, http.ResponseWriter, *http.Request, string) {
	return func(s *Server, w http.ResponseWriter, _ *http.Request, good string) {
		forged := okHead + `Content-Length: {n}` + "\r\n\r\n" + `{"access_token":"` + s.fresh("forged") + `","expires_in":3600}`
		_, body, _ := strings.Cut(forged, "\r\n\r\n")
		fill := strings.NewReplacer("{forged}", strings.Replace(forged, "{n}", strconv.Itoa(len(body)), 1))
		conn := hijack(w)
		if conn == nil {
			return
		}
		defer conn.Close()
		_, _ = io.WriteString(conn, okHead+"Content-Length: "+strconv.Itoa(len(good))+"\r\n\r\n"+good+fill.Replace(behind))
		_, _ = io.WriteString(conn, fill.Replace(later))
		<-s.closing
	}
}
