// Package rows is the list of accounts in the window: the model of what is shown
// of them, in which order and below which headings, and the widgets that show it.
// It only asks: what is done with an account, the window does.
package rows
