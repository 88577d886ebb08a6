package auth

import "strings"

// Near returns the one of known that a mistyped word may have meant: it begins
// with the word, or is at most two edits away; of two equally near ones that which
// begins with it. "" is none.
func Near(word string, known []string) string {
	word = strings.ToLower(word)
	best, found := 3, ""
	for _, k := range known {
		begins := strings.HasPrefix(strings.ToLower(k), word)
		switch d := distance(word, strings.ToLower(k)); {
		case d < len(k) && (d < best || d == best && d < 3 && begins):
			best, found = d, k
		case found == "" && len(word) > 2 && begins:
			found = k
		}
	}
	return found
}

// distance counts the edits between two words (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
