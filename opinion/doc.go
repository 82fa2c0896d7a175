// Package opinion makes an opinion map of votes on statements: who votes alike,
// what each group of people thinks, what divides the groups and what they all
// agree on.
//
// People vote agree, disagree or pass on short statements, and nobody has to
// vote on all of them. Put the votes in a [Matrix] and call [Analyze]:
//
//	m, err := opinion.NewMatrix(votes)
//	r, err := opinion.Analyze(m, opinion.Options{})
//
// The [Result] has the map (two principal components and everyone's place on
// them), the groups, the statements that tell of each group, the statements all
// agree on, and weights for choosing which statement to show next.
//
// # Two modes
//
// [Default] gives the same answer for the same votes, in whatever order they
// came. Components are exact, groups are looked for with many fixed starts, and
// a grouping counts only if its groups are large enough, stand apart and come
// back when the people are drawn anew. Otherwise the answer is one group and
// Clear is false: there are no clear groups. Groups are looked for on as many
// components, up to four, as tell more than chance; the picture shows two.
//
// [Compat] follows the method of the Polis service step by step (power
// iteration, base clusters, k-means from the first distinct people), so that
// maps made there can be computed again. Its groups depend on the order of the
// people; use it for comparison.
//
// # Growing votes
//
// A [Live] map takes votes one by one. A vote costs what the votes of that
// person cost, and a fresh result one pass over all votes. A [Live.Clone] makes
// results while votes go on being added.
//
// # Privacy
//
// A result and an export tell how each person voted or where they stand. What is
// published should be sums of five people or more.
//
// # Signs and missing votes
//
// Agree is +1, disagree -1, pass 0. A statement a person has not voted on is
// missing, which is not a pass. Exports of Polis use both signs; the readers
// find out which, see [Convention].
//
// # Sources
//
// The method of Polis: Small, Bjorkegren, Erkkilä, Shaw, Megill, "Polis:
// Scaling deliberation by mapping high dimensional opinion spaces", Recerca
// 26(2), 2021. Sources of the rest stand at the functions.
package opinion
