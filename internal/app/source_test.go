package app_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// root is the repository's root, as tests of this package see it.
const root = "../.."

// source is what the tests of texts know of the program's own code.
type source struct {
	pkgs     map[string][]*ast.File // by folder: internal/plan
	literals map[string]bool        // every string literal, whatever its package
	byRoom   map[string]map[string]bool
	starts   map[string][]string // by room: literals that something is added to: "kind."+...
}

// readSource parses every Go file that is not a test.
func readSource(t *testing.T) *source {
	t.Helper()
	s := &source{pkgs: map[string][]*ast.File{}, literals: map[string]bool{}, byRoom: map[string]map[string]bool{}, starts: map[string][]string{}}
	err := fs.WalkDir(os.DirFS(root), ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && (e.Name() == "testdata" || e.Name() == "node_modules" || e.Name() == "tools" || strings.HasPrefix(e.Name(), ".") && path != ".") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, path), nil, 0)
		if err != nil {
			return err
		}
		s.add(filepath.Dir(path), file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// roomOf is the folder under internal that a package belongs to.
func roomOf(pkg string) string {
	part := strings.Split(pkg, "/")
	if part[0] == "internal" && len(part) > 1 {
		return part[1]
	}
	return part[0]
}

// command is what the keys of the command line's texts begin with.
const command = "cli"

// wordsOf is what the keys of the package's texts begin with.
func wordsOf(pkg string) string {
	if pkg == "cmd/katto" {
		return command
	}
	return roomOf(pkg)
}

func (s *source) add(pkg string, file *ast.File) {
	s.pkgs[pkg] = append(s.pkgs[pkg], file)
	room := wordsOf(pkg)
	if s.byRoom[room] == nil {
		s.byRoom[room] = map[string]bool{}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.BasicLit:
			if text, ok := literal(x); ok {
				s.literals[text], s.byRoom[room][text] = true, true
			}
		case *ast.BinaryExpr:
			if text, ok := literal(x.X); ok && x.Op == token.ADD {
				s.starts[room] = append(s.starts[room], text)
			}
		}
		return true
	})
}

// literal is the value of a string literal.
func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}

// call is one call of a function with a literal text key.
type call struct {
	pkg   string
	key   string
	names []string // of the values it gives, when all are literals
	sure  bool     // every name is known
}

// calls finds the calls of functions called name (or a method of that name)
// whose argument at is a literal; name, value pairs follow it.
func (s *source) calls(pkg, name string, at int) []call {
	var list []call
	for _, file := range s.pkgs[pkg] {
		ast.Inspect(file, func(n ast.Node) bool {
			x, ok := n.(*ast.CallExpr)
			if !ok || len(x.Args) <= at || calledName(x) != name {
				return true
			}
			if key, ok := literal(x.Args[at]); ok {
				c := call{pkg: pkg, key: key, sure: x.Ellipsis == token.NoPos}
				for i := at + 1; i < len(x.Args); i += 2 {
					value, ok := literal(x.Args[i])
					c.names, c.sure = append(c.names, value), c.sure && ok
				}
				list = append(list, c)
			}
			return true
		})
	}
	return list
}

// calledName is f of f(...), x.f(...) and pkg.f(...).
func calledName(x *ast.CallExpr) string {
	switch f := x.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if p, ok := f.X.(*ast.Ident); ok && p.Name == "fault" {
			return "fault." + f.Sel.Name
		}
		return f.Sel.Name
	}
	return ""
}

// wrapper is a function that makes a fault of a key it is given.
type wrapper struct {
	name string
	at   int
}

// wrappers finds the package's functions that hand one of their parameters to
// fault.New as its key, or to another such function.
func (s *source) wrappers(pkg string) []wrapper {
	list := []wrapper{{"fault.New", 1}}
	for i := 0; i < len(list); i++ {
		for _, file := range s.pkgs[pkg] {
			for _, d := range file.Decls {
				f, ok := d.(*ast.FuncDecl)
				if !ok || f.Body == nil {
					continue
				}
				if at := handsOn(f, list[i]); at >= 0 {
					list = append(list, wrapper{f.Name.Name, at})
				}
			}
		}
	}
	return list
}

// handsOn is the place of the parameter that f hands to w as its key, -1 for none.
func handsOn(f *ast.FuncDecl, w wrapper) int {
	at := -1
	ast.Inspect(f.Body, func(n ast.Node) bool {
		x, ok := n.(*ast.CallExpr)
		if !ok || len(x.Args) <= w.at || calledName(x) != w.name || f.Name.Name == w.name {
			return true
		}
		if id, ok := x.Args[w.at].(*ast.Ident); ok {
			if i := parameter(f, id.Name); i >= 0 {
				at = i
			}
		}
		return true
	})
	return at
}

func parameter(f *ast.FuncDecl, name string) int {
	i := 0
	for _, field := range f.Type.Params.List {
		for _, n := range field.Names {
			if n.Name == name {
				return i
			}
			i++
		}
	}
	return -1
}
