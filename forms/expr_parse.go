package forms

import (
	"errors"
	"slices"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"

	"gongwen/forms/decimal"
)

// maxNodes bounds a tree: a chain of comparisons (a < b < c) is written once and read twice.
const maxNodes = 500

// parseExpr has the library's parser read src and takes over what the language has.
func parseExpr(src string) (exprNode, error) {
	config := &conf.Config{MaxNodes: maxNodes, DisableIfOperator: true, Functions: conf.FunctionsTable{}}
	for _, name := range functionNames() {
		config.Functions[name] = nil // plain calls, not the library's builtins with their predicates
	}
	tree, err := parser.ParseWithConfig(src, config)
	if err != nil {
		e := &ExprError{Column: 1, Code: exprSyntax}
		var at *file.Error
		if errors.As(err, &at) {
			e.Column, e.Name = at.From+1, at.Message
		}
		return nil, e
	}
	w := exprWalk{src: []rune(src), left: maxNodes}
	return w.node(tree.Node)
}

// exprWalk turns the library's tree into ours.
type exprWalk struct {
	src  []rune
	left int // nodes that may still come
}

func (w *exprWalk) fail(n ast.Node, code, name string) error {
	return &ExprError{Column: n.Location().From + 1, Code: code, Name: name}
}

func (w *exprWalk) node(n ast.Node) (exprNode, error) {
	if w.left--; w.left < 0 {
		return nil, w.fail(n, exprLong, "")
	}
	at := column(n.Location().From + 1)
	switch n := n.(type) {
	case *ast.NilNode:
		return &exprLiteral{column: at}, nil
	case *ast.IdentifierNode:
		if n.Value == "null" {
			return &exprLiteral{column: at}, nil
		}
		return &exprIdent{column: at, name: n.Value}, nil
	case *ast.IntegerNode, *ast.FloatNode:
		return w.number(n)
	case *ast.StringNode:
		if n.Value == "" {
			return &exprLiteral{column: at}, nil
		}
		return &exprLiteral{column: at, value: exprValue{kind: exprTextType, text: n.Value}}, nil
	case *ast.UnaryNode:
		return w.unary(n)
	case *ast.BinaryNode:
		return w.binary(n)
	case *ast.CallNode:
		return w.call(n)
	case *ast.BuiltinNode:
		return nil, w.fail(n, exprFunction, n.Name)
	}
	return nil, w.fail(n, exprForeign, "")
}

// number reads a literal from the source, where it is still exact.
func (w *exprWalk) number(n ast.Node) (exprNode, error) {
	at := n.Location()
	literal := string(w.src[at.From:at.To])
	d, err := decimal.Parse(literal)
	if errors.Is(err, decimal.ErrRange) {
		return nil, w.fail(n, exprDigits, "")
	}
	if err != nil {
		return nil, w.fail(n, exprSyntax, literal)
	}
	whole, small := plain(literal)
	v := exprValue{kind: exprNumberType, number: d, whole: whole, small: small}
	return &exprLiteral{column: column(at.From + 1), value: v}, nil
}

func (w *exprWalk) unary(n *ast.UnaryNode) (exprNode, error) {
	a, err := w.node(n.Node)
	if err != nil {
		return nil, err
	}
	op := exprOp(n.Operator)
	switch op {
	case "+":
		return nil, w.fail(n, exprForeign, n.Operator)
	case "!":
		op = opNot
	}
	return &exprUnary{column(n.Location().From + 1), op, a}, nil
}

func (w *exprWalk) binary(n *ast.BinaryNode) (exprNode, error) {
	op := exprOp(n.Operator)
	switch op {
	case "&&":
		op = opAnd
	case "||":
		op = opOr
	case opAdd, opSub, opMul, opQuo, opEqual, opOther, opLess, opMost, opMore, opLeast, opAnd, opOr:
	default:
		return nil, w.fail(n, exprForeign, n.Operator)
	}
	a, err := w.node(n.Left)
	if err != nil {
		return nil, err
	}
	b, err := w.node(n.Right)
	if err != nil {
		return nil, err
	}
	return &exprBinary{column(n.Location().From + 1), op, a, b}, nil
}

func (w *exprWalk) call(n *ast.CallNode) (exprNode, error) {
	name, ok := n.Callee.(*ast.IdentifierNode)
	if !ok {
		return nil, w.fail(n, exprForeign, "")
	}
	args := make([]exprNode, len(n.Arguments))
	for i := range args {
		arg, err := w.node(n.Arguments[i])
		if err != nil {
			return nil, err
		}
		args[i] = arg
	}
	at, fold := column(n.Location().From+1), exprFold(name.Value)
	if fn := findFunction(name.Value); fn != nil {
		if !fn.count(len(args)) {
			return nil, w.fail(n, exprArgs, name.Value)
		}
		return &exprCall{at, fn, args}, nil
	}
	switch {
	case !slices.Contains(functionNames(), name.Value):
		return nil, w.fail(n, exprFunction, name.Value)
	case len(args) == 1:
		return &exprOver{at, fold, args[0]}, nil
	case len(args) == 0 && fold == foldCount:
		return &exprOver{at, fold, nil}, nil
	case len(args) > 1 && (fold == foldMin || fold == foldMax):
		return &exprAmong{at, fold == foldMax, args}, nil
	}
	return nil, w.fail(n, exprArgs, name.Value)
}
