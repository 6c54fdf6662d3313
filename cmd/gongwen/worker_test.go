package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// natsServer is a NATS server of the test's own, on this machine.
func natsServer(t *testing.T, o *server.Options) (port string) {
	t.Helper()
	o.Host, o.Port, o.JetStream, o.StoreDir, o.NoSigs = "127.0.0.1", -1, true, t.TempDir(), true
	s, err := server.NewServer(o)
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	if !s.ReadyForConnections(time.Minute) {
		t.Fatal("NATS is not ready")
	}
	return strconv.Itoa(s.Addr().(*net.TCPAddr).Port)
}

// TestWorker has a service that renders nothing of batches itself and a worker, each a process, on a NATS server that wants
// TLS with certificates of both sides, and credentials. Told to stop, both end well.
func TestWorker(t *testing.T) {
	ca, cert, key, config := certificates(t)
	o := &server.Options{TLSConfig: config, TLSTimeout: 5}
	creds := credentials(t, o)
	access := []string{"--nats", "tls://127.0.0.1:" + natsServer(t, o), "--nats-ca", ca, "--nats-cert", cert, "--nats-key", key}
	if r := execute(t, "", append([]string{"worker"}, access...)...); r.code != exitOurs || !strings.Contains(r.stderr, "Authorization") {
		t.Errorf("without credentials: exit code %d; stderr: %s", r.code, r.stderr)
	}
	access = append(access, "--nats-creds", creds)
	s := startProcess(t, append(access, "--batch-workers", "0")...)
	worker := exec.Command(os.Args[0], append([]string{"worker", "--workers", "2"}, access...)...)
	worker.Env = append(os.Environ(), asProgram+"=1")
	log := &buffer{}
	worker.Stderr = log
	if err := worker.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = worker.Process.Kill() })
	const n = 70
	status, answer := s.ask("POST", "/v1/batches?form=luzhou-2013/ledger&output=pdf", strings.Repeat(strings.ReplaceAll(ledger, "\n", " ")+"\n", n))
	if status != http.StatusAccepted {
		t.Fatalf("%d: %s", status, answer)
	}
	if got := s.batchEnd(t, location(t, answer), n); !bytes.HasPrefix(got, []byte("%PDF-")) {
		t.Errorf("%.50s", got)
	}
	for name, p := range map[string]*exec.Cmd{"serve": s.cmd, "worker": worker} {
		if err := p.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		if err := p.Wait(); err != nil {
			t.Errorf("%s: %v; %s %s", name, err, s.stderr, log)
		}
	}
	if !strings.Contains(log.String(), `"worker: ready"`) || strings.Contains(s.stderr.String()+log.String(), "张示例") {
		t.Errorf("%s %s", s.stderr, log)
	}
}

// TestWorkerUsage checks what is refused before anything is done.
func TestWorkerUsage(t *testing.T) {
	secret := file(t, "secret", "short")
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"worker"}, "--nats"},
		{[]string{"worker", "--nats", "127.0.0.1:4222"}, "nats://"},
		{[]string{"worker", "--nats", "nats://127.0.0.1:4222", "--workers", "0"}, "--workers"},
		{[]string{"worker", "--nats", "nats://127.0.0.1:4222", "--nats-cert", "x"}, "go together"},
		{[]string{"worker", "--nats", "nats://127.0.0.1:4222", "--nats-ca", "/none"}, "--nats-ca"},
		{[]string{"serve", "--nats-ca", "/none"}, "need --nats"},
		{[]string{"serve", "--data", "x", "--queue", "0"}, "--queue"},
		{[]string{"serve", "--data", "x", "--webhook-host", "a"}, "--webhook-secret"},
		{[]string{"serve", "--data", "x", "--webhook-host", "a", "--webhook-secret", secret}, "16 bytes"},
		{[]string{"serve", "--data", "x", "--webhook-secret", secret + ".nosuch"}, "--webhook-secret"},
		{[]string{"serve", "--workers", "0"}, "--workers"},
	} {
		if r := execute(t, "", c.args...); r.code != exitUsage || !strings.Contains(r.stderr, c.says) {
			t.Errorf("%v: exit code %d; stderr: %s", c.args, r.code, r.stderr)
		}
	}
	if r := execute(t, "", "worker", "--nats", "nats://127.0.0.1:1"); r.code != exitOurs || !strings.Contains(r.stderr, "connect to NATS") {
		t.Errorf("no server: exit code %d; stderr: %s", r.code, r.stderr)
	}
}

// certificates are one that signs itself and serves as authority, server's and client's, and what a server does with it.
func certificates(t *testing.T) (ca, cert, key string, config *tls.Config) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "gongwen test"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for name, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(name, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return cert, cert, key, &tls.Config{
		Certificates: []tls.Certificate{pair}, ClientCAs: pool, ClientAuth: tls.RequireAndVerifyClientCert, MinVersion: tls.VersionTLS12,
	}
}
