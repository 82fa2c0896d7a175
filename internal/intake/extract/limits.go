package extract

import (
	"runtime"
	"time"
)

// limits bounds one reading. The zero value allows nothing; see standard.
type limits struct {
	Bytes      int           // of the file
	Pages      int           // of a PDF
	Characters int           // of the extracted text
	Blocks     int           // of the extracted text
	Time       time.Duration // of the whole reading
	Memory     uint64        // bytes of data the child may hold
	Unzipped   int64         // bytes of one unpacked part, and of a PDF's content in all
	Ratio      int64         // unpacked to packed, once past a megabyte
	Depth      int           // of nesting in XML and HTML
	Nodes      int           // of an HTML tree
	Output     int           // bytes the child may answer
}

// standard is what Read and Inline allow.
var standard = limits{
	Bytes:      20 << 20,
	Pages:      2000,
	Characters: 5_000_000,
	Blocks:     300_000,
	Time:       30 * time.Second,
	Memory:     512 << 20,
	Unzipped:   100 << 20,
	Ratio:      200,
	Depth:      256,
	Nodes:      1_000_000,
	Output:     96 << 20,
}

// children is how many child processes run at once: one upload must not take
// the memory of many.
var children = make(chan struct{}, max(2, runtime.NumCPU()/2))
