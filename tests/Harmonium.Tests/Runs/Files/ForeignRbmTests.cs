using System.IO.Compression;
using System.Runtime.InteropServices;
using Harmonium.Numerics;
using Harmonium.Runs.Inputs;
using Harmonium.Storage.TensorFiles;
using Harmonium.Tests.Data.Formats;
using Harmonium.Tests.Storage;

namespace Harmonium.Tests.Runs.Files;

/// <summary>Weights of an RBM that other programs write, without a description of the model.</summary>
public sealed class ForeignRbmTests : IDisposable
{
    private const int Visible = 5, Hidden = 3;
    private static readonly float[] _weights = [.. Enumerable.Range(0, Visible * Hidden).Select(i => MathF.Sin(i + 1))];
    private static readonly float[] _visible = [0.5f, -1, 0.25f, 2, -0.75f], _hidden = [1, -0.5f, 0.125f];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("weights", "visible.bias", "hidden.bias", false)]
    [InlineData("couplings.0.weights", "layers.visible.bias", "layers.hidden.bias", false)]
    [InlineData("components_", "intercept_visible_", "intercept_hidden_", true)]
    [InlineData("W", "v_bias", "h_bias", false)]
    [InlineData("W", "v_bias", "h_bias", true)]
    [InlineData("W", "vbias", "hbias", false)]
    public void Names_and_shapes_tell_what_the_arrays_are(string weights, string visible, string hidden, bool turned)
    {
        string path = Write("foreign.safetensors", weights, visible, hidden, turned ? Turned(_weights, Visible, Hidden) : _weights,
            turned ? [Hidden, Visible] : [Visible, Hidden]);

        Rbm model = Assert.IsType<Rbm>(Model.Load(path));

        Assert.Equal(FreeEnergies(), model.Score(Examples()), (expected, found) => Math.Abs(expected - found) < 1e-4);
        Assert.Contains($"'{weights}' as [{(turned ? "hidden, visible" : "visible, hidden")}]", Assert.Single(model.Notices));
        model.Save(_folder.At("own.safetensors"));
        Model own = Model.Load(_folder.At("own.safetensors"));
        Assert.Empty(own.Notices);
        Assert.Equal(model.Score(Examples()), own.Score(Examples()));
    }

    [Fact]
    public void Float64_and_biases_of_one_row_and_metadata_of_PyTorch_are_read()
    {
        double[] numbers = [.. _weights, .. _visible, .. _hidden];
        int w = 8 * _weights.Length, v = w + (8 * Visible), h = v + (8 * Hidden);
        File.WriteAllBytes(_folder.At("f64.safetensors"), SafeTensorsBytes.Of(
            $$$"""
            {"__metadata__":{"format":"pt"},"W":{"dtype":"F64","shape":[5,3],"data_offsets":[0,{{{w}}}]},
             "v_bias":{"dtype":"F64","shape":[1,5],"data_offsets":[{{{w}}},{{{v}}}]},"h_bias":{"dtype":"F64","shape":[1,3],"data_offsets":[{{{v}}},{{{h}}}]}}
            """,
            MemoryMarshal.AsBytes<double>(numbers).ToArray()));

        Assert.Equal(FreeEnergies(), Model.Load(_folder.At("f64.safetensors")).Score(Examples()), (expected, found) => Math.Abs(expected - found) < 1e-4);
    }

    [Fact]
    public void An_archive_of_NumPy_is_read_and_other_arrays_are_named()
    {
        string path = _folder.At("sklearn.npz");
        File.WriteAllBytes(path, NpzFormatTests.Zip(CompressionLevel.Fastest,
            ("components_.npy", Npy("(3, 5)", Turned(_weights, Visible, Hidden))), ("intercept_visible_.npy", Npy("(5,)", _visible)),
            ("intercept_hidden_.npy", Npy("(3,)", _hidden)), ("h_samples_.npy", Npy("(1, 3)", _hidden))));

        Model model = Model.Load(path);

        Assert.Equal(FreeEnergies(), model.Score(Examples()), (expected, found) => Math.Abs(expected - found) < 1e-4);
        Assert.Contains("'h_samples_'", model.Notices[1]);
    }

    [Fact]
    public void Square_weights_need_the_orientation_unless_the_names_define_it()
    {
        float[] square = [.. Enumerable.Range(0, 9).Select(i => (float)i)];
        string Square(string weights, string visible, string hidden) =>
            Write("square.safetensors", weights, visible, hidden, square, [3, 3], [1, 2, 3], [4, 5, 6]);

        string path = Square("W", "v_bias", "h_bias");
        Assert.Contains("`orientation=hidden-visible`", Assert.Throws<ModelFileException>(() => Model.Load(path)).Message);
        float upright = Corner(Model.Load(path, WeightOrientation.VisibleHidden)), turned = Corner(Rbm.Load(path, WeightOrientation.HiddenVisible));
        Assert.NotEqual(upright, turned);
        Assert.Equal(upright, Corner(Model.Load(Square("weights", "visible.bias", "hidden.bias"))));
        Assert.Equal(turned, Corner(Model.Load(Square("components_", "intercept_visible_", "intercept_hidden_"))));

        // The first hidden unit, given the second visible one: W[1, 0] is 3 upright and 1 turned.
        static float Corner(Model model) => model.Transform(new float[,] { { 0, 1, 0 } })[0, 0];
    }

    [Fact]
    public void Shapes_that_form_no_RBM_and_a_wrong_orientation_are_refused()
    {
        string path = Write("wrong.safetensors", "W", "v_bias", "h_bias", _weights, [Hidden, Visible], _visible, [1, 2]);
        Assert.Contains("do not form an RBM", Assert.Throws<ModelFileException>(() => Model.Load(path)).Message);
        string upright = Write("upright.safetensors", "W", "v_bias", "h_bias", _weights, [Visible, Hidden]);
        Assert.Contains("Omit `orientation`", Assert.Throws<ModelFileException>(() => Model.Load(upright, WeightOrientation.HiddenVisible)).Message);
    }

    [Fact]
    public void Variances_make_gaussian_visible_units()
    {
        SafeTensors.Write(_folder.At("g.safetensors"), new TensorFile(new Dictionary<string, Tensor>
        {
            ["weights"] = Tensor.From(_weights, Visible, Hidden),
            ["visible.bias"] = Tensor.From(_visible, Visible),
            ["hidden.bias"] = Tensor.From(_hidden, Hidden),
            ["visible.logVariance"] = Tensor.From([0f, 0, 0, 0, 0], Visible),
        }, new Dictionary<string, string>()));
        Assert.Contains("gaussian visible", Assert.Single(Model.Load(_folder.At("g.safetensors")).Notices));
    }

    private static byte[] Npy(string shape, float[] values) => NpyFormatTests.Npy($"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}",
        Convert.ToHexString(MemoryMarshal.AsBytes<float>(values)));

    private static Rows Examples()
    {
        float[,] rows = new float[2, Visible];
        (rows[0, 1], rows[1, 0], rows[1, 4]) = (1, 1, 1);
        return rows;
    }

    /// <summary>F(v) = −a·v − Σ ln(1 + exp(b + v W)).</summary>
    private static double[] FreeEnergies() => [.. ((int[][])[[1], [0, 4]]).Select(on => -on.Sum(i => (double)_visible[i])
        - Enumerable.Range(0, Hidden).Sum(j => Math.Log(1 + Math.Exp(_hidden[j] + on.Sum(i => (double)_weights[(i * Hidden) + j])))))];

    private static float[] Turned(float[] matrix, int rows, int columns) =>
        [.. Enumerable.Range(0, rows * columns).Select(i => matrix[((i % rows) * columns) + (i / rows)])];

    private string Write(string name, string weights, string visible, string hidden, float[] values, int[] shape, float[]? a = null, float[]? b = null)
    {
        SafeTensors.Write(_folder.At(name), new TensorFile(new Dictionary<string, Tensor>
        {
            [weights] = Tensor.From(values, shape),
            [visible] = Tensor.From(a ?? _visible, (a ?? _visible).Length),
            [hidden] = Tensor.From(b ?? _hidden, (b ?? _hidden).Length),
        }, new Dictionary<string, string>()));
        return _folder.At(name);
    }
}
