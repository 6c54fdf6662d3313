package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"gongwen/fonts"
)

func (p *program) versionCommand() *cobra.Command {
	var licenses bool
	cmd := &cobra.Command{
		Use:   "version",
		Short: "the version, and with --licenses the licences of the embedded faces",
		Args:  arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			if _, err := fmt.Fprintln(p.stdout, "gongwen", version()); err != nil {
				return ours(err)
			}
			if !licenses {
				return nil
			}
			for _, l := range fonts.Licenses() {
				if _, err := fmt.Fprintf(p.stdout, "\n%s\n\n%s\n", l.Name, l.Text); err != nil {
					return ours(err)
				}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&licenses, "licenses", false, "print the licences of the embedded faces")
	return cmd
}

// version is the module's version, the commit it was built from and the compiler, as the Go tool wrote them down.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(unknown)"
	}
	v := info.Main.Version
	if v == "" {
		v = "(devel)"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			v += " " + s.Value[:min(len(s.Value), 12)]
		}
	}
	return v + " " + info.GoVersion
}
