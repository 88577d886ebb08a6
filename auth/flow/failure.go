package flow

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/authfob/authfob/auth"
)

// maxDescription and maxCode bound what is shown of a server's own words, in bytes.
const (
	maxDescription = 300
	maxCode        = 64
)

// longestRetry clamps what a server may ask us to wait. (requirement 28)
const longestRetry = time.Hour

// deadCodes end a grant; nothing else does. (requirement 26)
var deadCodes = []string{"invalid_grant", "interaction_required", "login_required", "consent_required"}

// passingCodes say "later", whatever the status. (RFC 6749 4.1.2.1)
var passingCodes = []string{"temporarily_unavailable", "server_error"}

// invalid is a Failure for what can be used as it stands by nobody.
func invalid(doing, at, reason string, args ...any) *auth.Failure {
	return &auth.Failure{Outcome: auth.OutcomeInvalid, Doing: doing, Host: auth.Host(at), Reason: fmt.Sprintf(reason, args...)}
}

// unreachable is a Failure for nobody answering sensibly.
func unreachable(doing, at, reason string, args ...any) *auth.Failure {
	return &auth.Failure{Outcome: auth.OutcomeUnreachable, Doing: doing, Host: auth.Host(at), Reason: fmt.Sprintf(reason, args...)}
}

// refused is a Failure for a clear no.
func refused(doing, at, reason string, args ...any) *auth.Failure {
	return &auth.Failure{Outcome: auth.OutcomeRefused, Doing: doing, Host: auth.Host(at), Reason: fmt.Sprintf(reason, args...)}
}

// undefined is a Failure for an account whose provider nobody can look up. Its own
// addresses are no way round: what the definition says of a request is not known.
func undefined(t auth.Target, doing string) *auth.Failure {
	return helped(invalid(doing, "", "the definition of its provider, %s, is missing or cannot be used", auth.Clean(t.Account.Provider, 60)), auth.RemedyDefined)
}

// helped adds to a Failure what helps.
func helped(f *auth.Failure, helps auth.Remedy) *auth.Failure {
	f.Helps = helps
	return f
}

// read returns the answer's JSON object, or the Failure that the answer is. An
// error member beats everything else in it, with any status. (requirements 26, 30)
func (r *request) read(a answer, limit auth.RateLimit) (object, *auth.Failure) {
	if a.status >= 300 && a.status < 400 {
		return nil, r.redirected(a)
	}
	obj, err := parseObject(a.body)
	f := &auth.Failure{Doing: r.doing, Host: auth.Host(r.url), Status: a.status}
	if err == nil {
		r.guard(obj)
		f.Code, f.Description = oauthError(obj)
		f.Code = auth.Clean(r.strike(f.Code), maxCode)
		f.Description = auth.Clean(r.strike(f.Description), maxDescription)
	}
	if err == nil && f.Code == "" && a.status >= 200 && a.status < 300 {
		return obj, nil
	}
	f.Outcome = outcome(a, f.Code, err == nil, r.step == auth.StepRenew)
	f.Helps = helpsWith(f.Code)
	if f.Outcome == auth.OutcomeUnreachable {
		f.RetryAt = retryAt(a, limit)
	}
	if err != nil {
		f.Reason = r.strike(unreadable(a, err))
	}
	r.judge(f, a)
	return nil, f
}

// judge says of an answer that is no OAuth error what it is, and what helps.
func (r *request) judge(f *auth.Failure, a answer) {
	switch {
	case f.Code == "expired_token":
		f.Reason = codeExpired
	case a.status == http.StatusTooManyRequests:
		f.Reason = "it was asked too often (429)"
	case a.status >= 500 && a.status != http.StatusNetworkAuthenticationRequired:
		f.Reason = fmt.Sprintf("it is out of order at the moment (%d)", a.status)
	case f.Code != "" || f.Outcome != auth.OutcomeUnreachable:
	case a.status == http.StatusNetworkAuthenticationRequired, isPage(a) && a.status < 300: // RFC 6585 6
		f.Helps = auth.RemedyNetwork
	case a.status == http.StatusNotFound, a.status == http.StatusMethodNotAllowed, a.status == http.StatusGone:
		f.Helps = auth.RemedyAddress
	}
}

// codesHelp says what helps against an error code of OAuth. What is not here
// means what its outcome means. (RFC 6749 4.1.2.1, 5.2; RFC 8628 3.5)
var codesHelp = map[string]auth.Remedy{
	"invalid_client":            auth.RemedyClient,
	"unauthorized_client":       auth.RemedyAllow,
	"unsupported_grant_type":    auth.RemedyAllow,
	"unsupported_response_type": auth.RemedyAllow,
	"invalid_scope":             auth.RemedyScopes,
	"insufficient_scope":        auth.RemedyScopes,
	"access_denied":             auth.RemedyAgree,
	"expired_token":             auth.RemedyAgain,
	"redirect_uri_mismatch":     auth.RemedyRedirect,
	"invalid_redirect_uri":      auth.RemedyRedirect,
}

func helpsWith(code string) auth.Remedy { return codesHelp[code] }

// guard makes the tokens of an answer secrets of this exchange, so that they are
// struck out of its other words.
func (r *request) guard(obj object) {
	for _, name := range []string{"access_token", "refresh_token", "id_token", "device_code"} {
		if s, ok := tokenOf(obj, name); ok {
			r.secrets = append(r.secrets, s)
		}
	}
}

// outcome sorts an answer that brought no token. (requirement 26, providers.md rule 6)
func outcome(a answer, code string, isObject, renewing bool) auth.Outcome {
	switch {
	case a.status >= 500, a.status == http.StatusRequestTimeout, a.status == http.StatusTooManyRequests,
		slices.Contains(passingCodes, code):
		return auth.OutcomeUnreachable
	case slices.Contains(deadCodes, code) && renewing:
		return auth.OutcomeSignIn
	case a.status < 300 && code != "":
		return auth.OutcomeRefused
	case (a.status == 400 || a.status == 401 || a.status == 403) && (isObject || len(bytes.TrimSpace(a.body)) == 0):
		return auth.OutcomeRefused
	}
	return auth.OutcomeUnreachable
}

// isPage reports that a web page came.
func isPage(a answer) bool {
	kind, _, _ := mime.ParseMediaType(a.header.Get("Content-Type"))
	return kind == "text/html" || kind == "application/xhtml+xml" || bytes.HasPrefix(bytes.TrimSpace(a.body), []byte("<"))
}

// unreadable says what came instead of a JSON object.
func unreadable(a answer, err error) string {
	kind, _, _ := mime.ParseMediaType(a.header.Get("Content-Type"))
	switch body := bytes.TrimSpace(a.body); {
	case len(body) == 0:
		return fmt.Sprintf("answered %d with nothing", a.status)
	case isPage(a):
		return fmt.Sprintf("answered %d with a web page: a login page of this network, perhaps, or a wrong address", a.status)
	case kind != "" && !strings.HasSuffix(kind, "json"):
		return fmt.Sprintf("answered %d with %s instead of JSON", a.status, auth.Clean(kind, 60))
	}
	return fmt.Sprintf("answered %d, but %v", a.status, err)
}

// redirected names a redirect, which is never followed. (requirement 17)
func (r *request) redirected(a answer) *auth.Failure {
	f := helped(unreachable(r.doing, r.url, "answered with a redirect, which is not followed"), auth.RemedyAddress)
	f.Status = a.status
	return f
}

// oauthError finds the error code and words in an answer. An error member that
// is false, null or empty is none.
func oauthError(obj object) (code, description string) {
	switch v := obj["error"].(type) {
	case string:
		code = v
	case map[string]any: // as Google's APIs write it
		code = or(object(v).words("status", "type", "code"), "error")
		description = object(v).words("message", "error_description", "description")
	case nil:
	case bool:
		if v {
			code = "error"
		}
	case json.Number:
		code = v.String()
	default:
		code = "error"
	}
	return code, or(obj.words("error_description", "errorDescription", "description", "message", "errorSummary", "detail"), description)
}

// retryAt says when the server wants to be asked again; zero when it does not say.
func retryAt(a answer, limit auth.RateLimit) time.Time {
	wait, ok := time.Duration(0), false
	if v := a.header.Get("Retry-After"); v != "" { // RFC 9110 10.2.3
		if wait, ok = seconds(v); !ok {
			if at, err := http.ParseTime(v); err == nil {
				wait, ok = at.Sub(a.serverTime()), true
			}
		}
	}
	if v := a.header.Get(limit.RetryAfter); !ok && limit.RetryAfter != "" {
		wait, ok = seconds(v)
	}
	if v := a.header.Get(limit.Reset); !ok && limit.Reset != "" {
		if epoch, err := strconv.ParseInt(v, 10, 64); err == nil && epoch > 0 && epoch < 1<<40 {
			wait, ok = time.Unix(epoch, 0).Sub(a.serverTime()), true
		}
	}
	if !ok {
		return time.Time{}
	}
	return a.at.Add(min(max(wait, 0), longestRetry))
}

func seconds(v string) (time.Duration, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(v), 64)
	if err != nil || !(n >= 0) {
		return 0, false
	}
	return time.Duration(min(n, longestRetry.Seconds()) * float64(time.Second)), true
}
