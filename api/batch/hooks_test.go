package batch

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestHook has a webhook that refuses twice, and checks what it is told and that the signature is right.
func TestHook(t *testing.T) {
	var calls atomic.Int32
	told := make(chan Status, 1)
	hooks := Hooks{Secret: []byte("a secret of tests"), Private: true}
	target := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		var s Status
		if err == nil {
			err = json.Unmarshal(body, &s)
		}
		seconds, _, _ := strings.Cut(strings.TrimPrefix(r.Header.Get(hookSignature), "t="), ",")
		at, err2 := time.ParseDuration(seconds + "s")
		if err != nil || err2 != nil || r.Header.Get(hookSignature) != hooks.sign(time.Unix(0, 0).Add(at), body) || r.Header.Get(hookBatch) != s.ID {
			t.Errorf("%v %v: %v %s", err, err2, r.Header, body)
		}
		switch calls.Add(1) {
		case 1:
			w.WriteHeader(http.StatusBadGateway)
		case 2:
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		default:
			told <- s
		}
	}))
	defer target.Close()
	hooks.Hosts = []string{strings.TrimPrefix(target.URL, "http://")}
	s := opened(t, func(c *Config) { c.Hooks, c.hookWait = hooks, 100*time.Millisecond })
	id := submit(t, s, ordered(ledgers(2), func(r *Request) { r.Order.Webhook = target.URL + "/told?by=gongwen" }))
	select {
	case got := <-told:
		if got.ID != id || got.State != Done || got.Done != 2 || calls.Load() != 3 {
			t.Errorf("after %d calls: %+v", calls.Load(), got)
		}
	case <-time.After(time.Minute):
		t.Fatalf("not told after %d calls", calls.Load())
	}
	for end := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		var rec record
		if _, err := s.read(t.Context(), s.batches, batchSubject+id, &rec); err != nil {
			t.Fatal(err)
		}
		if rec.CallAt.IsZero() && rec.Called == http.StatusOK {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("not noted: %+v", rec)
		}
	}
}

// TestHookHosts checks which webhooks may be called.
func TestHookHosts(t *testing.T) {
	public := Hooks{Hosts: []string{"oa.example.com", "oa.example.com:8443", "10.0.0.7"}}
	for target, ok := range map[string]bool{
		"": true, "https://oa.example.com/x": true, "https://OA.example.com:8443": true, "https://oa.example.com:9443": true,
		"http://oa.example.com/x": false, "https://example.com": false, "https://oa.example.com.evil.example": false,
		"https://oa.example.com@evil.example": false, "https://u:p@oa.example.com": false, "ftp://oa.example.com": false,
		"https://": false, "://": false, "https://oa.example.com/#x": false, "https://10.0.0.7/": true,
	} {
		if err := public.check(target); (err == nil) != ok {
			t.Errorf("%s: %v", target, err)
		}
	}
	private := Hooks{Hosts: []string{"localhost"}, Private: true}
	if err := private.check("http://localhost:3000/x"); err != nil {
		t.Error(err)
	}
}

// TestHookAddresses checks that an allowed name that points into a private network is not called.
func TestHookAddresses(t *testing.T) {
	for address, want := range map[string]bool{
		"203.0.113.9": true, "8.8.8.8": true, "2606:4700::1": true,
		"127.0.0.1": false, "10.1.2.3": false, "192.168.1.1": false, "172.16.0.1": false, "169.254.169.254": false, "100.64.0.1": false,
		"0.0.0.0": false, "::1": false, "fe80::1": false, "fd00::1": false, "::ffff:127.0.0.1": false, "64:ff9b::7f00:1": false, "224.0.0.1": false,
		"255.255.255.255": false, "2002:7f00:1::": false,
	} {
		if got := public(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: %t", address, got)
		}
	}
	target := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("called") }))
	defer target.Close()
	h := Hooks{Hosts: []string{"127.0.0.1"}}
	rec := record{Order: Order{Webhook: target.URL}}
	if _, err := h.call(t.Context(), h.client(), &rec, time.Now()); err == nil || !strings.Contains(err.Error(), "not a public address") {
		t.Errorf("%v", err)
	}
}
