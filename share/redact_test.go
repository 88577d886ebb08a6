package share

import "testing"

func TestCertificatesOnly(t *testing.T) {
	certificate, key := pemPair(t, "x")
	for _, text := range []string{certificate + key, key + certificate} {
		if got, had := certificatesOnly(text); got != certificate || !had {
			t.Errorf("left %q, %v", got, had)
		}
	}
	if got, had := certificatesOnly(certificate); got != certificate || had {
		t.Errorf("a certificate alone became %q, %v", got, had)
	}
}

func TestWithoutQuery(t *testing.T) {
	for address, want := range map[string]string{
		"https://a.example/t":                        "https://a.example/t",
		"https://a.example/t?a=1&a=2":                "https://a.example/t?a=1&a=2",
		"https://a.example/t?api_key=1":              "https://a.example/t",
		"https://a.example/t?a=%20+&API_KEY=1&b=%zz": "https://a.example/t?a=%20+&b=%zz",
	} {
		if got, had := withoutQuery(address); got != want || had != (got != address) {
			t.Errorf("%s became %s, %v", address, got, had)
		}
	}
}
