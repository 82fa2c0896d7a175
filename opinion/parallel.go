package opinion

import "sync"

// slices of work are the same whatever the number of workers, so that sums of
// parts added in order are the same too.
const partSize = 8192

// parts calls f for each part of n rows, several at once.
func parts(n, workers int, f func(part, from, to int)) {
	count := (n + partSize - 1) / partSize
	each(count, workers, func(p int) { f(p, p*partSize, min(n, (p+1)*partSize)) })
}

// each calls f for 0 to n-1, at most workers at once, and waits for all.
func each(n, workers int, f func(i int)) {
	if workers <= 1 || n <= 1 {
		for i := range n {
			f(i)
		}
		return
	}
	var wg sync.WaitGroup
	next := make(chan int, n)
	for i := range n {
		next <- i
	}
	close(next)
	for range min(workers, n) {
		wg.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	wg.Wait()
}
