package main

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestResults: a ratio is that of single rounds, and its median counts.
func TestResults(t *testing.T) {
	c := contest{ours: work{name: "ours"}, others: []rival{{work{name: "theirs"}, 0.5}, {work{name: "small"}, 2}}}
	ms := func(wall ...int) (all []sample) {
		for i, n := range wall {
			all = append(all, sample{wall: time.Duration(n) * time.Millisecond, tally: &tally{requests: 9 + i, failed: 10 - i}})
		}
		return all
	}
	took := [][]sample{ms(10, 20, 30), ms(40, 40, 40), {{size: 1}, {size: 1}, {size: 1}}}
	for i := range took[0] {
		took[0][i].size = 3
	}
	got := results("title", c, took)
	want := []result{
		{
			title: "title", ours: "ours", rival: "theirs", ratio: spread{0.5, 0.5, 0.75}, goal: 0.5, oursTook: 20 * time.Millisecond, took: 40 * time.Millisecond,
			note: "ours: 11 requests, 10 failed; theirs: 11 requests, 10 failed",
		},
		{title: "title", ours: "ours", rival: "small", ratio: spread{3, 3, 3}, goal: 2, oursTook: 20 * time.Millisecond, note: "11 requests, 10 failed"},
	}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(result{}, spread{})); d != "" {
		t.Error(d)
	}
}

func TestSpread(t *testing.T) {
	if got := spreadOf(nil); got != (spread{}) {
		t.Errorf("of nothing: %v", got)
	}
	if got := spreadOf([]float64{5, 1, 4, 2, 3}); got != (spread{2, 3, 4}) {
		t.Errorf("got %v", got)
	}
}

func TestVerdict(t *testing.T) {
	for want, s := range map[string]spread{
		"met":                               {0.8, 0.9, 1},
		"met, the goal is within the noise": {0.9, 1, 1.1},
		"**not met**, the goal is within the noise": {0.9, 1.1, 1.2},
		"**not met**": {1.1, 1.2, 1.3},
	} {
		if got := (result{ratio: s, goal: 1}).verdict(); got != want {
			t.Errorf("%v: %s, want %s", s, got, want)
		}
	}
}

func TestTable(t *testing.T) {
	one := result{title: "a", ours: "us", rival: "x", ratio: spread{0.5, 0.5, 0.5}, cpu: spread{1, 2, 3}, goal: 1, note: "n", oursTook: time.Millisecond, took: 2 * time.Millisecond}
	two := one
	two.rival, two.note, two.cpu = "y", "", spread{}
	want := strings.TrimLeft(`
| **a** | | | | | |
| us | x | 0.50 | 2.00 (1.00–3.00) | ≤ 1.00 | met |
| | *n* | | | | |
| us | y | 0.50 |  | ≤ 1.00 | met |
`, "\n")
	if d := cmp.Diff(want, table([]result{one, two})); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff("| a | us | 1 |\n| a | x | 2 |\n| a | y | 2 |\n", scale([]result{one, two})); d != "" {
		t.Error(d)
	}
}
