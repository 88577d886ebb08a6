package auth

import (
	"fmt"
	"strings"
	"time"
)

// MuchSkew is how far two clocks may differ before tokens are judged wrongly. A
// smaller difference is tolerated, and not told. (requirements 35, 95)
const MuchSkew = 5 * time.Minute

// SkewNotice says that this computer's clock is wrong, ahead of a server's by
// skew; "" where that does no harm.
func SkewNotice(skew time.Duration) string {
	if skew.Abs() <= MuchSkew {
		return ""
	}
	way := "ahead of"
	if skew < 0 {
		way = "behind"
	}
	span := strings.TrimSuffix(strings.TrimSuffix(skew.Abs().Round(time.Minute).String(), "0s"), "h0m")
	if !strings.HasSuffix(span, "m") {
		span += "h"
	}
	return fmt.Sprintf("this computer's clock is %s %s the server's", span, way)
}
