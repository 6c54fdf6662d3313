package main

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"gongwen/api/batch"
)

// cluster is the flags of who works with a NATS cluster.
type cluster struct {
	url    string
	access batch.Access
}

func (c *cluster) flags(f *pflag.FlagSet) {
	f.StringVar(&c.url, "nats", "", "`URLs` of a NATS cluster, parted by commas")
	f.StringVar(&c.access.Credentials, "nats-creds", "", "`file` of credentials for the cluster (.creds)")
	f.StringVar(&c.access.CA, "nats-ca", "", "`file` of the certificates that sign the cluster's (PEM)")
	f.StringVar(&c.access.Cert, "nats-cert", "", "`file` of our certificate for the cluster (PEM)")
	f.StringVar(&c.access.Key, "nats-key", "", "`file` of our key for the cluster (PEM)")
}

// check refuses what cannot be right.
func (c *cluster) check() error {
	if (c.access.Cert == "") != (c.access.Key == "") {
		return errors.New("--nats-cert and --nats-key go together")
	}
	if c.url == "" && c.access != (batch.Access{}) {
		return errors.New("--nats-creds, --nats-ca, --nats-cert and --nats-key need --nats")
	}
	for one := range strings.SplitSeq(c.url, ",") {
		if u, err := url.Parse(strings.TrimSpace(one)); c.url != "" && (err != nil || u.Host == "") {
			return errors.New("--nats: it must be like nats://127.0.0.1:4222 or tls://nats.example:4222")
		}
	}
	for flag, name := range map[string]string{
		"nats-creds": c.access.Credentials, "nats-ca": c.access.CA, "nats-cert": c.access.Cert, "nats-key": c.access.Key,
	} {
		if name == "" {
			continue
		}
		if _, err := os.Stat(name); err != nil {
			return fmt.Errorf("--%s: %w", flag, err)
		}
	}
	return nil
}

// batches is the flags of who takes batches.
type batches struct {
	cluster
	data      string
	replicas  int
	workers   int
	bytes     int64
	spare     int64
	keep      time.Duration
	keepBytes int64
	queue     int
	hosts     []string
	secret    string
	private   bool
}

const mebi = 1 << 20

func (b *batches) flags(f *pflag.FlagSet) {
	f.StringVar(&b.data, "data", "", "`folder` for batches; without it and --nats, none are taken")
	b.cluster.flags(f)
	f.IntVar(&b.replicas, "replicas", 0, "`copies` of everything in the cluster; 0: 3 where it has as many servers, else 1")
	f.IntVar(&b.workers, "batch-workers", -1, "documents of batches made at once; 0: by other processes alone (default: as --workers)")
	f.Int64Var(&b.bytes, "data-mib", 0, "`MiB` that --data may grow to; 0: what is free but for --spare-mib")
	f.Int64Var(&b.spare, "spare-mib", 512, "`MiB` of the disk of --data that are left to others")
	f.DurationVar(&b.keep, "keep", 7*24*time.Hour, "how long batches are kept after their end")
	f.Int64Var(&b.keepBytes, "keep-mib", 8<<10, "`MiB` of ended batches that are kept; beyond, the oldest go first")
	f.IntVar(&b.queue, "queue", 200_000, "`documents` that may wait")
	f.StringArrayVar(&b.hosts, "webhook-host", nil, "`host` or host:port that may be told of a batch's end; may be given often")
	f.StringVar(&b.secret, "webhook-secret", "", "`file` of the secret that webhooks are signed with")
	f.BoolVar(&b.private, "webhook-private", false, "webhook hosts may be on this machine and in private networks")
}

// config is what the flags say; nil where no batches are taken.
func (b *batches) config(workers int) (*batch.Config, error) {
	if err := b.check(); err != nil {
		return nil, err
	}
	if b.bytes < 0 || b.spare < 0 || b.keep <= 0 || b.keepBytes < 0 || b.queue < 1 || b.replicas < 0 || b.replicas > 5 || b.workers < -1 {
		return nil, errors.New("--data-mib, --spare-mib, --keep, --keep-mib, --queue, --replicas and --batch-workers: numbers must not be negative, and --replicas at most 5")
	}
	if len(b.hosts) > 0 && b.secret == "" {
		return nil, errors.New("--webhook-host needs --webhook-secret")
	}
	var secret []byte
	if b.secret != "" {
		text, err := os.ReadFile(b.secret)
		if err != nil {
			return nil, fmt.Errorf("--webhook-secret: %w", err)
		}
		if secret = []byte(strings.TrimSpace(string(text))); len(secret) < 16 {
			return nil, fmt.Errorf("--webhook-secret %s: a secret has at least 16 bytes", b.secret)
		}
	}
	if b.data == "" && b.url == "" {
		return nil, nil
	}
	if b.workers < 0 {
		b.workers = workers
	}
	return &batch.Config{
		Dir: b.data, URL: b.url, Access: b.access, Replicas: b.replicas, Workers: b.workers, Queue: b.queue,
		Bytes: b.bytes * mebi, Spare: max(b.spare*mebi, 1), Keep: b.keep, KeepBytes: max(b.keepBytes*mebi, 1),
		Hooks: batch.Hooks{Hosts: b.hosts, Secret: secret, Private: b.private},
	}, nil
}
