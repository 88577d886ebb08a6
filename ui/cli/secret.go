package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/authfob/authfob/auth"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// maxFile bounds what is read from a file that a flag names, in bytes.
const maxFile = 1 << 20

// stdinName is the file name that means standard input.
const stdinName = "-"

// readFile reads what a flag's file holds, whole.
func (c *command) readFile(ctx context.Context, flag, path string) ([]byte, error) {
	return Await(ctx, func() ([]byte, error) { return c.readWhole(flag, path) })
}

// oneStdin wants standard input to be one file at most: whoever reads it second
// finds it empty.
func oneStdin(cmd *cobra.Command, args []string) error {
	var files []string
	if strings.HasSuffix(cmd.Use, " FILE") && slices.Contains(args, stdinName) {
		files = append(files, "FILE")
	}
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if strings.HasSuffix(f.Name, "file") && f.Value.String() == stdinName {
			files = append(files, "--"+f.Name)
		}
	})
	if len(files) > 1 {
		return &usageError{text: "only one of " + strings.Join(files, " and ") + " can be standard input"}
	}
	return nil
}

func (c *command) readWhole(flag, path string) ([]byte, error) {
	var in io.Reader = c.Stdin
	if path != stdinName {
		f, err := OpenInput(flag, path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, maxFile+1))
	if err != nil {
		return nil, &auth.InputError{Field: flag, Text: auth.Clean(path, 200) + " cannot be read"}
	}
	if len(b) > maxFile {
		return nil, &auth.InputError{Field: flag, Text: fmt.Sprintf("%s is larger than 1 MiB", auth.Clean(path, 200))}
	}
	return b, nil
}

// OpenInput opens a file that a flag names, and says in words why it cannot.
func OpenInput(flag, path string) (*os.File, error) {
	bad := func(why string) (*os.File, error) {
		return nil, &auth.InputError{Field: flag, Text: why}
	}
	f, err := os.Open(path)
	switch {
	case path == "":
		return bad("it is empty: name a file")
	case errors.Is(err, fs.ErrNotExist):
		return bad("there is no file " + auth.Clean(path, 200))
	case errors.Is(err, fs.ErrPermission):
		return bad("you may not read " + auth.Clean(path, 200))
	case err != nil:
		return bad(auth.Clean(path, 200) + " cannot be opened")
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		_ = f.Close()
		return bad(auth.Clean(path, 200) + " is a folder: name a file")
	}
	return f, nil
}

// readSecret reads a secret from a flag's file. One line end at its end is not
// part of it.
func (c *command) readSecret(ctx context.Context, flag, path string) (auth.Secret, error) {
	b, err := c.readFile(ctx, flag, path)
	if err != nil {
		return auth.Secret{}, err
	}
	b = bytes.TrimSuffix(b, []byte("\n"))
	b = bytes.TrimSuffix(b, []byte("\r"))
	if len(b) == 0 {
		return auth.Secret{}, &auth.InputError{Field: flag, Text: "there is nothing in it"}
	}
	if !utf8.Valid(b) { // the vault and servers take text: it would be another secret there
		return auth.Secret{}, &auth.InputError{Field: flag, Text: "it is not text in UTF-8"}
	}
	return auth.NewSecret(string(b)), nil
}
