using System.Text.Json;
using Harmonium.Numerics;
using Harmonium.Runs.Inputs;
using Harmonium.Storage.Files;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Runs.Files;

/// <summary>
/// Reads the weights of an RBM that another program wrote without a description of the model. The names and shapes of its arrays tell what they are: those
/// of this program, of BernoulliRBM in scikit-learn, and those that are common with PyTorch.
/// </summary>
internal static class ForeignRbm
{
    private const string SklearnWeights = "components_";
    private static readonly string[] _weights = ["weights", "couplings.0.weights", SklearnWeights, "W", "weight"];
    private static readonly string[] _visible =
        ["visible.bias", "layers.visible.bias", "intercept_visible_", "v_bias", "vbias", "visible_bias", "bias_visible", "bv"];
    private static readonly string[] _hidden =
        ["hidden.bias", "layers.hidden.bias", "intercept_hidden_", "h_bias", "hbias", "hidden_bias", "bias_hidden", "bh"];
    private static readonly string[] _variances = ["visible.logVariance", "layers.visible.logVariance"];

    /// <summary>The names that are known, for messages.</summary>
    internal const string KnownNames = "weights, visible.bias and hidden.bias; components_, intercept_visible_ and intercept_hidden_; or W, v_bias and h_bias";

    /// <summary>Returns the known name of the weights and biases among some names, ignoring case; null if one is missing.</summary>
    internal static IReadOnlyList<string>? Find(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return Find(all, _weights) is { } weights && Find(all, _visible) is { } visible && Find(all, _hidden) is { } hidden
            ? [weights, visible, hidden, .. Find(all, _variances) is { } variances ? [variances] : Array.Empty<string>()]
            : null;
    }

    /// <summary>Returns the model, described as a file of this program, and a notice about what was assumed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The arrays that <see cref="Find(IEnumerable{string})"/> names.</param>
    /// <param name="leftOut">The names of the other arrays of the file.</param>
    /// <param name="orientation">The orientation of the weights; null to tell it from the shapes.</param>
    /// <exception cref="ModelFileException">The shapes do not form an RBM, or do not tell which side is visible.</exception>
    internal static (ModelFile File, IReadOnlyList<string> Notices) Read(string path, IReadOnlyDictionary<string, Tensor> tensors,
        IReadOnlyList<string> leftOut, WeightOrientation? orientation)
    {
        IReadOnlyList<string> names = Find(tensors.Keys)!;
        Tensor weights = tensors[names[0]], visible = Flat(tensors[names[1]]), hidden = Flat(tensors[names[2]]);
        WeightOrientation found = OrientationOf(path, names, weights, visible.Count, hidden.Count, orientation);
        Dictionary<string, Tensor> own = new(StringComparer.Ordinal)
        {
            ["couplings.0.weights"] = found == WeightOrientation.VisibleHidden ? weights : Transposed(weights),
            ["layers.visible.bias"] = visible,
            ["layers.hidden.bias"] = hidden,
        };
        if (names.Count > 3)
            own["layers.visible.logVariance"] = Flat(tensors[names[3]]);
        string units = names.Count > 3 ? "gaussian" : "bernoulli";
        List<string> notices =
        [
            $"{Quotation.Of(path)} does not describe its model. It is read as an RBM of {visible.Count} {units} visible and {hidden.Count} bernoulli hidden " +
            $"units, with the weights {Quotation.Of(names[0])} as [{(found == WeightOrientation.VisibleHidden ? "visible, hidden" : "hidden, visible")}].",
        ];
        if (leftOut.Count > 0)
            notices.Add($"{leftOut.Count} other arrays of the file were left out: {string.Join(", ", leftOut.Take(8).Select(Quotation.Of))}" +
                $"{(leftOut.Count > 8 ? ", …" : "")}.");
        ModelFile file = new(Machine(units, visible.Count, hidden.Count), JsonElement.Parse("{}"), own);
        return (file.At(path), notices);
    }

    private static WeightOrientation OrientationOf(string path, IReadOnlyList<string> names, Tensor weights, int visible, int hidden, WeightOrientation? asked)
    {
        bool upright = weights.Shape.SequenceEqual([visible, hidden]), turned = weights.Shape.SequenceEqual([hidden, visible]);
        string shapes = $"{Quotation.Of(names[0])} is {Tensor.Describe(weights.Shape)}, {Quotation.Of(names[1])} has {visible} and " +
            $"{Quotation.Of(names[2])} has {hidden} values";
        if (asked is { } given && (given == WeightOrientation.VisibleHidden ? upright : turned))
            return given;
        if (!upright && !turned)
            throw new ModelFileException(path, $"its arrays do not form an RBM: {shapes}. Expected are weights [{visible}, {hidden}] or [{hidden}, {visible}].",
                names[0]);
        if (asked is not null)
            throw new ModelFileException(path, $"its weights do not have the given orientation: {shapes}. Omit `orientation`: the shapes tell it.", names[0]);
        if (upright != turned)
            return upright ? WeightOrientation.VisibleHidden : WeightOrientation.HiddenVisible;
        // Square weights: the names of this program and of scikit-learn define the order, others do not.
        if (names[0] == SklearnWeights)
            return WeightOrientation.HiddenVisible;
        if (names[1] is "visible.bias" or "layers.visible.bias")
            return WeightOrientation.VisibleHidden;
        throw new ModelFileException(path,
            $"its weights are square, {shapes}, so the shapes do not tell which side is visible. Add `orientation=visible-hidden` or " +
            "`orientation=hidden-visible`.", names[0]);
    }

    private static JsonElement Machine(string units, int visible, int hidden) => JsonObjects.Of(json =>
    {
        json.WriteString("kind", "rbm");
        json.WriteStartArray("layers");
        foreach ((string name, string kind, int count) in (ReadOnlySpan<(string, string, int)>)[("visible", units, visible), ("hidden", "bernoulli", hidden)])
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("role", name);
            json.WriteString("units", kind);
            json.WriteNumber("count", count);
            if (kind == "gaussian")
                json.WriteString("variance", "learned");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("couplings");
        json.WriteStartObject();
        json.WriteString("kind", "dense");
        json.WriteStartArray("between");
        json.WriteStringValue("visible");
        json.WriteStringValue("hidden");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    });

    private static string? Find(string[] all, string[] known) => known.SelectMany(name => all.Where(each => each == name))
        .Concat(known.SelectMany(name => all.Where(each => each.Equals(name, StringComparison.OrdinalIgnoreCase)))).FirstOrDefault();

    /// <summary>Biases are often stored as [1, n].</summary>
    private static Tensor Flat(Tensor values) => Tensor.From(values.Contiguous().AsSpan(), values.Count);

    private static Tensor Transposed(Tensor matrix)
    {
        Tensor turned = Tensor.Zeros(matrix.Columns, matrix.Rows);
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (int column = 0; column < matrix.Columns; column++)
                turned[column, row] = matrix[row, column];
        }

        return turned;
    }
}
