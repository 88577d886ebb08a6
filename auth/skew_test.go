package auth_test

import (
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
)

func TestSkewNotice(t *testing.T) {
	for skew, want := range map[time.Duration]string{
		0:                             "",
		auth.MuchSkew:                 "",
		-auth.MuchSkew:                "",
		6 * time.Minute:               "this computer's clock is 6m ahead of the server's",
		-3 * time.Hour:                "this computer's clock is 3h behind the server's",
		-3*time.Hour - time.Minute:    "this computer's clock is 3h1m behind the server's",
		10*time.Hour + 29*time.Second: "this computer's clock is 10h ahead of the server's",
		3*time.Hour + 10*time.Minute:  "this computer's clock is 3h10m ahead of the server's",
	} {
		if got := auth.SkewNotice(skew); got != want {
			t.Errorf("%v: %q, want %q", skew, got, want)
		}
	}
}
