//go:build unix && !darwin

package words

import "os"

// System is what the person's system speaks.
func System() Locale { return fromEnvironment(os.Getenv) }
