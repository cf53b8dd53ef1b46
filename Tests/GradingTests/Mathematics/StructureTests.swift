import Grading
import Testing

@Suite struct StructureTests {
  @Test(arguments: [
    Pair("(4,7)", "\\left(4,\\,7\\right)"), Pair("(4,7)", "4, 7"), Pair("(4,7)", "(7,4)", false),
    Pair("(4,7)", "[4,7]", false), Pair("(4,7)", "\\{4,7\\}", false), Pair("(4,7)", "(x,y)=(4,7)"),
    Pair("(4,7)", "x=4, y=7"), Pair("(4,7)", "y=7, x=4"), Pair("(1,250)", "(1, 250)"),
    Pair("2,9", "9,2"), Pair("2,9", "9 and 2"), Pair("2,9", "\\{9,2\\}"), Pair("2,9", "2", false),
    Pair("2", "2,9", false),
    Pair("2", "2 or 9", false), Pair("2", "1,2,3,4,5", false), Pair("\\{5,5,6\\}", "\\{5,6\\}"),
    Pair("\\emptyset", "\\{\\}"),
    Pair("(1,-1),(-1,1)", "(\\pm1,\\mp1)"), Pair("(\\pm1,\\mp1)", "(1,1),(-1,-1)", false),
    Pair("P(1,2)", "(1,2)"), Pair("P(1,2)", "(2,1)", false),
    Pair("(2,3)", #"\left\{\begin{array}{l}x=2\\y=3\end{array}\right."#),
    Pair("\\pm 3", "3,-3"), Pair("\\pm 3", "3", false),
    Pair("2\\pm\\sqrt5", "2+\\sqrt5,\\ 2-\\sqrt5"),
    Pair("x=3\\text{ or }x=8", "8,3"), Pair("a=1,b=2", "b=2,a=1"),
    Pair("a=1,b=2", "a=2,b=1", false),
    Pair("(2,3),(3,2)", "(3,2) \\text{ and } (2,3)"), Pair("x=2,y=3;x=3,y=2", "(3,2),(2,3)"),
  ])
  func collections(_ pair: Pair) { checkMath(pair) }

  @Test(arguments: [
    Pair(#"\begin{pmatrix}1&2\\3&4\end{pmatrix}"#, "[[1,2],[3,4]]"),
    Pair(#"\begin{pmatrix}1&2\\3&4\end{pmatrix}"#, "[[1,3],[2,4]]", false),
    Pair(#"\begin{pmatrix}1&2&3\\4&5&6\end{pmatrix}"#, "[[1, 2, 3], [4, 5, 6]]"),
    Pair("[[1,2],[3,4]]", #"\begin{bmatrix}1&2\\3&4\end{bmatrix}"#),
    Pair(#"\begin{pmatrix}1&2\end{pmatrix}"#, "[[1,2],[3,4]]", false),
  ])
  func rowsInBrackets(_ pair: Pair) { checkMath(pair) }

  @Test(arguments: [
    Pair("[2,6)", "\\left[2,6\\right)"), Pair("[2,6)", "(2,6)", false),
    Pair("[2,6)", "[2,6]", false),
    Pair("[2,6)", "[2,6["), Pair("[2,6)", "2\\le x<6"), Pair("2\\le x<6", "6>x\\ge 2"),
    Pair("x>4", "(4,\\infty)"),
    Pair("x>4", "x\\ge 4", false), Pair("x>4", "-x<-4"), Pair("x>4", "2x-8>0"),
    Pair("|x|\\le 3", "[-3,3]"),
    Pair("(-\\infty,1)\\cup(4,\\infty)", "x<1 \\text{ or } x>4"),
    Pair("(-\\infty,1)\\cup(4,\\infty)", "|x-\\frac52|>\\frac32"),
    Pair("\\mathbb{R}", "(-\\infty,\\infty)"), Pair("\\mathbb{R}\\setminus\\{2\\}", "x\\ne 2"),
    Pair("[0,3]\\cup[3,5]", "[0,5]"), Pair("[0,5]\\setminus\\{3\\}", "[0,3)\\cup(3,5]"),
    Pair("(10,100)", "[10,100)", false),
    Pair("\\mathbb{R}", "\\text{all real numbers}"), Pair("\\{x : x>4\\}", "(4,\\infty)"),
    Pair("(a,b)", "(a,c)", false),
    Pair("(1,3)", "x>1 \\text{ and } x<3"), Pair("x>1 \\text{ and } x<3", "(1,3)"),
    Pair("(-\\infty,0)\\cup(2,\\infty)", "x<0 \\cup x>2"),
    Pair("(-\\infty,0)\\cup(2,\\infty)", "x<0 \\cup x>3", false),
    Pair("(0,\\infty)", "\\mathbb{R}^+"), Pair("(0,\\infty)", "\\mathbb{R}^-", false),
    Pair("[2,3]", "{x | 2 <= x <= 3}"), Pair("[2,3]", "{x | 2 < x <= 3}", false),
  ])
  func regions(_ pair: Pair) { checkMath(pair) }

  @Test(arguments: [
    Pair("y=3x-2", "3x-y-2=0"), Pair("y=3x-2", "6x-2y=4"), Pair("y=3x-2", "y=3x+2", false),
    Pair("y=3x-2", "3x-2"),
    Pair("x^2+y^2=9", "y^2=9-x^2"), Pair("x^2+y^2=9", "9", false), Pair("6", "x=6"),
    Pair("x=6", "6"), Pair("x=6", "y=6", false),
    Pair("k=6", "n=6"), Pair("6", "x=2\\cdot 3=6"), Pair("6", "2+4=6"), Pair("f(x)=x^3", "x^3"),
    Pair("AB=6", "6"),
    Pair("f(n)=n+1", "f(x)=x+1"), Pair("f(n)=n+1", "f(x)=x+n", false),
    Pair("2x+z=6", "6", false), Pair("x\\approx 6", "6"), Pair("a^2\\ne b", "b\\ne a^2"),
  ])
  func equations(_ pair: Pair) { checkMath(pair) }

  @Test(arguments: [
    Pair("\\begin{pmatrix}1&0\\\\2&5\\end{pmatrix}", "\\begin{bmatrix}1&0\\\\2&5\\end{bmatrix}"),
    Pair(
      "\\begin{pmatrix}1&0\\\\2&5\\end{pmatrix}",
      "\\left[\\begin{array}{cc}1&0\\\\2&5\\\\\\end{array}\\right]"),
    Pair(
      "\\begin{pmatrix}1&0\\\\2&5\\end{pmatrix}", "\\begin{pmatrix}1&2\\\\0&5\\end{pmatrix}", false),
    Pair("\\begin{pmatrix}2\\\\4\\end{pmatrix}", "2\\begin{pmatrix}1\\\\2\\end{pmatrix}"),
    Pair("\\begin{pmatrix}2\\\\4\\end{pmatrix}", "\\begin{pmatrix}2&4\\end{pmatrix}", false),
    Pair("-2", "\\begin{vmatrix}1&2\\\\3&4\\end{vmatrix}"),
  ])
  func matrices(_ pair: Pair) { checkMath(pair) }

  @Test(arguments: [
    Pair("\\text{Thursday}", "thursday"), Pair("\\text{Thursday}", "\\textbf{Thursday}."),
    Pair("\\text{Thursday}", "Friday", false),
    Pair("\\text{(C)}", "C"), Pair("\\text{yes}", "Yes"), Pair("\\text{yes}", "No", false),
    Pair("\\text{even}", "\\text{evenly}", false),
    Pair("\\text{neither}", "\\text{both}", false), Pair("\\text{no solution}", "No solution."),
    Pair("\\text{A, C}", "C, A"),
    Pair("4", "", false), Pair("", "4", false), Pair("", "", false), Pair("4", "not 4", false),
    Pair("4", "?", false), Pair("4", "four"),
  ])
  func texts(_ pair: Pair) { checkMath(pair) }
}
