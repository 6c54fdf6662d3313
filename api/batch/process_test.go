package batch

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"gongwen/fonts"
	"gongwen/forms"
	"gongwen/renderer"
)

// role is what a process of its own, made of the test's binary, is to be.
const role = "GONGWEN_TEST_ROLE"

// TestMain makes the test's binary what its environment says.
func TestMain(m *testing.M) {
	var err error
	switch os.Getenv(role) {
	case "":
		os.Exit(m.Run())
	case "poisoned":
		err = bePoisoned()
	case "nats":
		err = beServer()
	case "worker":
		err = beWorker()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// process starts the test's binary in a role, with an environment. It is killed with the test.
func process(t testing.TB, as string, env ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(append(os.Environ(), role+"="+as), env...)
	cmd.Stderr = t.Output()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { kill(cmd) })
	return cmd
}

// kill ends a process at once (SIGKILL) and waits until it is gone.
func kill(cmd *exec.Cmd) {
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
}

// ownConfig is a Config of a process of its own.
func ownConfig() (Config, error) {
	b, err := fonts.Open(fonts.Options{})
	return Config{
		Book: b, Library: forms.Builtin(), Renderer: renderer.New(b, renderer.Limits{}), Workers: 2, Patience: 2 * time.Second, Spare: 1,
		Log: slog.New(slog.NewTextHandler(os.Stderr, nil)),
	}, err
}

// die is the end of this process that nothing in it can hinder.
func die() {
	if me, err := os.FindProcess(os.Getpid()); err == nil {
		_ = me.Kill()
	}
	select {}
}

// bePoisoned is a service in which one document kills the process each time that it is begun. It ends with the batch, and
// prints its status.
func bePoisoned() error {
	c, err := ownConfig()
	if err != nil {
		return err
	}
	poison, err := strconv.Atoi(os.Getenv("POISON"))
	if err != nil {
		return err
	}
	c.Dir = os.Getenv("DIR")
	c.begin = func(item int) {
		if item == poison {
			die()
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	s, err := Open(ctx, c)
	if err != nil {
		return err
	}
	defer s.Close()
	r := ordered(ledgers(200), func(r *Request) { r.Key, r.Order.Continue = "poison", true })
	status, err := s.Submit(ctx, r)
	for err == nil && !status.State.Ended() {
		status, err = s.Wait(ctx, status.ID, status.Mark())
	}
	if err != nil {
		return err
	}
	data, err := json.Marshal(status)
	if err != nil {
		return err
	}
	return os.WriteFile(os.Getenv("OUT"), data, 0o600)
}

// beServer is one server of a cluster.
func beServer() error {
	ports := strings.Split(os.Getenv("PORTS"), ",") // of each server: for clients, for servers
	me, err := strconv.Atoi(os.Getenv("ME"))
	if err != nil {
		return err
	}
	number := func(i int) int { n, _ := strconv.Atoi(ports[i]); return n }
	o := &server.Options{
		ServerName: "n" + strconv.Itoa(me), Host: "127.0.0.1", Port: number(2 * me), JetStream: true, StoreDir: os.Getenv("DIR"), NoSigs: true,
	}
	if len(ports) > 2 {
		o.Cluster = server.ClusterOpts{Name: "test", Host: "127.0.0.1", Port: number(2*me + 1)}
	}
	for i := 0; i < len(ports); i += 2 {
		if i != 2*me {
			o.Routes = append(o.Routes, &url.URL{Scheme: "nats-route", Host: "127.0.0.1:" + ports[i+1]})
		}
	}
	s, err := server.NewServer(o)
	if err != nil {
		return err
	}
	s.Start()
	s.WaitForShutdown()
	return nil
}

// beWorker is a worker of a cluster.
func beWorker() error {
	c, err := ownConfig()
	if err != nil {
		return err
	}
	c.URL = os.Getenv("URL")
	if v := os.Getenv("WORKERS"); v != "" {
		if c.Workers, err = strconv.Atoi(v); err != nil {
			return err
		}
	}
	return Work(context.Background(), c)
}
