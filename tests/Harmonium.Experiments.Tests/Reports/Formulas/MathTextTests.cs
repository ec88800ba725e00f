using System.Text;
using System.Xml;
using CsCheck;
using Harmonium.Experiments.Reports.Formulas;

namespace Harmonium.Experiments.Tests.Reports.Formulas;

public sealed class MathTextTests
{
    [Theory]
    [InlineData("w_ij", "<msub><mi>w</mi><mrow><mi>i</mi><mi>j</mi></mrow></msub>")]
    [InlineData("w_{i+1}", "<msub><mi>w</mi><mrow><mi>i</mi><mo>+</mo><mn>1</mn></mrow></msub>")]
    [InlineData("x^2", "<msup><mi>x</mi><mrow><mn>2</mn></mrow></msup>")]
    [InlineData("ξ_i^μ", "<msubsup><mi>ξ</mi><mrow><mi>i</mi></mrow><mrow><mi>μ</mi></mrow></msubsup>")]
    [InlineData("Σ_j", "<munder><mo>Σ</mo><mrow><mi>j</mi></mrow></munder>")]
    [InlineData("hⱼ", "<msub><mi>h</mi><mrow><mi>j</mi></mrow></msub>")]
    [InlineData("{a}/{2 b}", "<mfrac><mrow><mi>a</mi></mrow><mrow><mn>2</mn><mi>b</mi></mrow></mfrac>")]
    [InlineData("exp(x)", "<mi>exp</mi><mrow><mo>(</mo><mi>x</mi><mo>)</mo></mrow>")]
    [InlineData("vW", "<mi>v</mi><mi>W</mi>")]
    [InlineData("f′", "<msup><mi>f</mi><mo>′</mo></msup>")]
    [InlineData("\"for all\" 0.5", "<mtext>for all</mtext><mn>0.5</mn>")]
    [InlineData("[0, 1)", "<mo stretchy=\"false\">[</mo><mn>0</mn><mo>,</mo><mn>1</mn><mo stretchy=\"false\">)</mo>")]
    [InlineData("a  b", "<mi>a</mi><mspace width=\"1.6em\"></mspace><mi>b</mi>")]
    public void The_notation_becomes_MathML(string text, string expected) => Assert.Equal($"<mrow>{expected}</mrow>", Write(text));

    [Fact]
    public void Any_text_is_a_well_formed_formula() =>
        Gen.String[Gen.Char["{}()[]\"_^/′ aWΣⱼ²0.Δ\0<"], 0, 12].Sample(text => Write(text.Replace("\0", "", StringComparison.Ordinal)).Length > 0, iter: 3000,
            seed: "0N0XIzNsQ0O2");

    [Fact]
    public void Symbols_are_letters_without_their_indices()
    {
        Assert.Equal(["E", "v", "h", "a", "W"], MathText.Symbols("E(v, h) = −Σ_i a_i v_i − exp(v W_ij h)"));
        Assert.Equal("p(v) = Σ_h exp(−E)/Z", MathText.Plain("p(v) = {Σ_h exp(−E)}/{Z}"));
    }

    private static string Write(string text)
    {
        StringBuilder xml = new();
        using (XmlWriter writer = XmlWriter.Create(xml, new XmlWriterSettings { OmitXmlDeclaration = true }))
            MathText.Parse(text).WriteTo(writer);
        return xml.ToString();
    }
}
