package loopback

import (
	"crypto/subtle"
	"fmt"
	"net/url"
	"strings"

	"github.com/authfob/authfob/auth"
)

// Expect is what the answer to one sign-in must carry.
type Expect struct {
	State auth.Secret
	// Issuer is compared with the answer's iss when it is known, and must be
	// there when IssRequired is set. (RFC 9207 2.4)
	Issuer      string
	IssRequired bool
}

// maxCode bounds an authorization code, in bytes.
const maxCode = 16 << 10

// verdict is what one answer means for the sign-in.
type verdict struct {
	ours bool // carries the right state: it ends the sign-in, well or badly
	code auth.Secret
	err  *auth.Failure
}

// judge reads the query of an answer. State comes first: what does not carry
// the right one, exactly once, is nobody's business, whatever else it says.
// (requirements 4, 44, 46)
func judge(rawQuery string, want Expect) verdict {
	q, err := url.ParseQuery(rawQuery)
	if err != nil || len(q["state"]) != 1 || !sameText(q.Get("state"), want.State) {
		return verdict{}
	}
	return verdict{ours: true, code: auth.NewSecret(q.Get("code")), err: want.check(q)}
}

func sameText(got string, want auth.Secret) bool {
	return !want.IsZero() && subtle.ConstantTimeCompare([]byte(got), []byte(want.Reveal())) == 1
}

// check says what is wrong with an answer that carries the right state.
func (want Expect) check(q url.Values) *auth.Failure {
	for _, name := range []string{"code", "iss", "error"} {
		if len(q[name]) > 1 {
			return failure(auth.OutcomeInvalid, "the server's answer has "+name+" more than once")
		}
	}
	iss, hasIss := q.Get("iss"), q.Has("iss")
	switch {
	case want.IssRequired && !hasIss:
		return failure(auth.OutcomeInvalid, "the answer does not say which server it comes from, although that was promised (iss)")
	case hasIss && want.Issuer != "" && iss != want.Issuer:
		return failure(auth.OutcomeInvalid, fmt.Sprintf("the answer comes from another server (iss): %q", auth.Clean(iss, 200)))
	case q.Has("error"):
		f := failure(auth.OutcomeRefused, "")
		f.Code = auth.Clean(q.Get("error"), 64)
		f.Description = auth.Clean(q.Get("error_description"), 300)
		return f
	case q.Get("code") == "":
		return failure(auth.OutcomeInvalid, "the server's answer has neither a code nor an error")
	case !usableCode(q.Get("code")):
		return failure(auth.OutcomeInvalid, "the code in the server's answer has characters that a code cannot have")
	}
	return nil
}

// usableCode reports whether s is what RFC 6749 A.11 allows.
func usableCode(s string) bool {
	return s != "" && len(s) <= maxCode && strings.IndexFunc(s, func(r rune) bool { return r < 0x20 || r > 0x7e }) < 0
}

func failure(o auth.Outcome, reason string) *auth.Failure {
	f := &auth.Failure{Outcome: o, Doing: "sign in", Reason: reason}
	if o == auth.OutcomeInvalid {
		f.Helps = auth.RemedyServer
	}
	return f
}
