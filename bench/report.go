package main

import (
	"fmt"
	"strings"
	"time"
)

func table(all []result) string {
	var b strings.Builder
	for _, r := range all {
		fmt.Fprintf(&b, "  %-24s / %-40s %5.2f (%.2f-%.2f) cpu %.2f goal %.2f %8v %8v %s\n", r.ours, r.rival, r.ratio.median, r.ratio.low, r.ratio.high, r.cpu.median, r.goal, r.oursTook.Round(10*time.Microsecond), r.took.Round(10*time.Microsecond), r.note)
	}
	return b.String()
}

func writeReport(out string, all []result, rounds int) error { return nil }
