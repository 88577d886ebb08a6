// Command renewals is a token endpoint whose tokens live a minute: what a tray
// that renews ahead of time works against in bench/idle.sh. It prints its address,
// and then a line for each token it gives. It is no part of what ships.
package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"sync/atomic"
)

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, "renewals:", err)
		os.Exit(1)
	}
	fmt.Printf("http://%s/token\n", l.Addr())
	var given atomic.Int64
	_ = http.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { // until it is killed
		n := given.Add(1)
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"access_token":"token-%d","token_type":"Bearer","expires_in":60}`, n)
		fmt.Println(n)
	}))
}
