package motion

import (
	"context"
	"os/exec"
	"strings"
)

// Reduced asks for "Reduce motion" in macOS's accessibility settings.
func Reduced(ctx context.Context) bool {
	out, err := exec.CommandContext(ctx, "/usr/bin/defaults", "read", "com.apple.universalaccess", "reduceMotion").Output()
	return err == nil && strings.TrimSpace(string(out)) == "1"
}
