package batch

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Hooks says who may be told when a batch ends, and how it is signed. The zero value allows no one.
type Hooks struct {
	Hosts   []string // host names, or host:port; nothing else is called
	Secret  []byte   // of the signature
	Private bool     // hosts may have addresses of this machine and of private networks, and go without TLS
}

// HookError is a webhook that may not be called.
type HookError struct{ Why string }

// Error says why.
func (e *HookError) Error() string { return "webhook: " + e.Why }

// The calls of one webhook: who does not answer with 200 to 299 is called again after a time that doubles each time, the
// last time after about a day.
const (
	hookTime  = time.Second      // between looks at whom to call
	hookLimit = 10 * time.Second // of one call
	hookFirst = 10 * time.Second // until the second call
	hookMost  = 3 * time.Hour    // between two calls
	hookCalls = 18
)

// What a call has in its head. The signature is t=SECONDS,v1=HEX: HMAC-SHA256 of the seconds since 1970, a full stop and
// the body.
const (
	hookSignature = "Gongwen-Signature"
	hookBatch     = "Gongwen-Batch"
)

// check says whether target may be called at the end of a batch. The error is a HookError.
func (h *Hooks) check(target string) error {
	if target == "" {
		return nil
	}
	u, err := url.Parse(target)
	switch {
	case err != nil || u.Hostname() == "" || u.User != nil || u.Fragment != "":
		return &HookError{"it is no address to call"}
	case u.Scheme != "https" && (u.Scheme != "http" || !h.Private):
		return &HookError{"it must begin with https://"}
	case !slices.ContainsFunc(h.Hosts, func(host string) bool {
		return strings.EqualFold(host, u.Host) || strings.EqualFold(host, u.Hostname())
	}):
		return &HookError{"this host may not be called"}
	}
	return nil
}

// client calls hosts directly, follows no redirect and, unless they may be private, none but public addresses: the name
// of an allowed host can be made to point anywhere.
func (h *Hooks) client() *http.Client {
	dialer := &net.Dialer{Timeout: hookLimit}
	if !h.Private {
		dialer.Control = func(_, address string, _ syscall.RawConn) error {
			to, err := netip.ParseAddrPort(address)
			if err != nil || !public(to.Addr()) {
				return errors.New("not a public address")
			}
			return nil
		}
	}
	return &http.Client{
		Timeout:       hookLimit,
		Transport:     &http.Transport{DialContext: dialer.DialContext, DisableKeepAlives: true, TLSHandshakeTimeout: hookLimit},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// inner are the networks that Go does not count as private and that are not public either (RFC 6890, 6598, 6052, 8215).
func inner() []netip.Prefix {
	var all []netip.Prefix
	for _, s := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "198.18.0.0/15", "240.0.0.0/4", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32",
	} {
		all = append(all, netip.MustParsePrefix(s))
	}
	return all
}

func public(a netip.Addr) bool {
	a = a.Unmap()
	return a.IsGlobalUnicast() && !a.IsPrivate() && !slices.ContainsFunc(inner(), func(p netip.Prefix) bool { return p.Contains(a) })
}

// hookGap is the time after the n-th call, from 1.
func (c *Config) hookGap(n int) time.Duration {
	return min(c.hookWait<<min(n-1, 20), hookMost)
}

// callHooks begins the calls whose time has come. Before it calls, it notes when to call again: so does each service of a
// cluster, and only one of them calls.
func (k *keeper) callHooks(ctx context.Context) {
	now := k.config.Now()
	var due []string
	k.mu.Lock()
	for id, p := range k.all {
		if at := p.record.CallAt; !at.IsZero() && !at.After(now) {
			due = append(due, id)
		}
	}
	k.mu.Unlock()
	for _, id := range due {
		var rec record
		mine := false
		err := k.change(ctx, id, func(r *record) bool {
			if mine = !r.CallAt.IsZero() && !r.CallAt.After(now); !mine {
				return false
			}
			r.Calls++
			r.CallAt = now.Add(k.config.hookGap(r.Calls)).UTC()
			rec = *r
			return true
		})
		if err == nil && mine {
			k.calls.Go(func() { k.callHook(ctx, &rec) })
		}
	}
}

// callHook calls once, and notes it when that was the last time.
func (k *keeper) callHook(ctx context.Context, rec *record) {
	status, err := k.config.Hooks.call(ctx, k.hooks, rec, k.config.Now())
	log := k.config.Log.With("batch", rec.ID, "call", rec.Calls, "status", status)
	switch {
	case err == nil && status >= 200 && status < 300:
		log.Info("batches: webhook called")
	case rec.Calls < hookCalls && status != http.StatusGone:
		log.Warn("batches: webhook to be called again", "error", text(err))
		return
	default:
		log.Error("batches: webhook given up", "error", text(err))
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), answerTime)
	defer cancel()
	err = k.change(ctx, rec.ID, func(r *record) bool {
		r.CallAt, r.Called = time.Time{}, status
		return true
	})
	if err != nil && !errors.Is(err, ErrNotFound) {
		log.Warn("batches: webhook not noted", "error", err.Error())
	}
}

// call posts the status of a batch and returns the answer's; 0 without one.
func (h *Hooks) call(ctx context.Context, client *http.Client, rec *record, now time.Time) (int, error) {
	if err := h.check(rec.Order.Webhook); err != nil { // it was allowed when the batch was accepted
		return http.StatusGone, err
	}
	body, err := json.Marshal(rec.status())
	if err != nil {
		return 0, fmt.Errorf("webhook: %w", err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, rec.Order.Webhook, bytes.NewReader(body))
	if err != nil {
		return 0, fmt.Errorf("webhook: %w", err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "gongwen")
	r.Header.Set(hookBatch, rec.ID)
	r.Header.Set(hookSignature, h.sign(now, body))
	answer, err := client.Do(r)
	if err != nil {
		return 0, fmt.Errorf("webhook: %w", err)
	}
	_, _ = io.CopyN(io.Discard, answer.Body, 64<<10)
	return answer.StatusCode, answer.Body.Close()
}

// sign is the signature of a body at a time.
func (h *Hooks) sign(at time.Time, body []byte) string {
	seconds := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, h.Secret)
	mac.Write([]byte(seconds + "."))
	mac.Write(body)
	return "t=" + seconds + ",v1=" + hex.EncodeToString(mac.Sum(nil))
}
