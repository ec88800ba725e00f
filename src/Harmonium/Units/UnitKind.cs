using Harmonium.Numerics;

namespace Harmonium.Units;

/// <summary>A kind of unit: its name in files and on the command line, and how to create such units.</summary>
internal sealed class UnitKind
{
    private readonly Func<IReadOnlyList<Tensor>, UnitFields, LayerUnits> _create;

    private UnitKind(string name, IReadOnlyList<string> fields, Func<UnitFields, IReadOnlyList<string>> parameters,
        Func<IReadOnlyList<Tensor>, UnitFields, LayerUnits> create, Func<LayerUnits, UnitFields> describe, string? fileName = null)
    {
        Name = name;
        FileName = fileName ?? name;
        Fields = fields;
        _parameters = parameters;
        _create = create;
        _describe = describe;
    }

    private readonly Func<UnitFields, IReadOnlyList<string>> _parameters;
    private readonly Func<LayerUnits, UnitFields> _describe;

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<UnitKind> All { get; } =
    [
        Plain("bernoulli", bias => new Bernoulli(bias)),
        Plain("spin", bias => new Spin(bias)),
        new UnitKind(
            "gaussian", ["variance"], fields => fields.LearnsVariance ? ["bias", "logVariance"] : ["bias"],
            (tensors, _) => new Gaussian(tensors[0], tensors.Count > 1 ? tensors[1] : null),
            units => new UnitFields { LearnsVariance = ((Gaussian)units).LogVariance is not null }),
        Plain("truncated-gaussian", bias => new TruncatedGaussian(bias), "relu"),
        Plain("poisson", bias => new Poisson(bias)),
        new UnitKind("binomial", ["trials"], _ => ["bias"], (tensors, fields) => new Binomial(tensors[0], fields.Trials), units =>
            new UnitFields { Trials = ((Binomial)units).Trials }),
        new UnitKind("categorical", ["categories"], _ => ["bias"], (tensors, fields) => new Categorical(tensors[0], fields.Categories), units =>
            new UnitFields { Categories = ((Categorical)units).Categories }),
        new UnitKind("replicated-softmax", ["length"], _ => ["bias"], (tensors, fields) => new ReplicatedSoftmax(tensors[0], fields.Length), units =>
            new UnitFields { Length = ((ReplicatedSoftmax)units).Length }, "multinomial"),
        Plain("truncated-exponential", bias => new TruncatedExponential(bias), "continuous"),
    ];

    /// <summary>The names of all kinds.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(kind => kind.Name)];

    /// <summary>The name, such as <c>bernoulli</c>.</summary>
    public string Name { get; }

    /// <summary>The name in model files. For some kinds it is older than <see cref="Name"/>; settings accept both.</summary>
    public string FileName { get; }

    /// <summary>The file names of the <see cref="UnitFields"/> that the kind needs in addition to its count.</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>Returns the kind with the given name or file name; null if there is none.</summary>
    public static UnitKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name || kind.FileName == name);

    /// <summary>Returns the current name of a kind if the word is its file name; otherwise the word itself.</summary>
    public static string Canonical(string word) => Find(word)?.Name ?? word;

    /// <summary>Returns the settings that a file stores for units in addition to their kind and count.</summary>
    public static UnitFields FieldsOf(LayerUnits units)
    {
        ArgumentNullException.ThrowIfNull(units);
        return Find(units.Kind)?._describe(units) ?? new UnitFields();
    }

    /// <summary>Returns the names of the parameters. Each parameter is a vector with one number per unit.</summary>
    public IReadOnlyList<string> ParametersWith(UnitFields fields) => _parameters(fields);

    /// <summary>Creates units with all parameters 0.</summary>
    /// <exception cref="ArgumentException">The number of units is not a multiple of the block size, or a field is out of range.</exception>
    public LayerUnits Create(int count, Device device, UnitFields? fields = null)
    {
        fields ??= new UnitFields();
        return _create([.. _parameters(fields).Select(_ => Tensor.Zeros(device, count))], fields);
    }

    /// <summary>Creates units with the given parameters, each [units], in the order of <see cref="ParametersWith"/>. The tensors are not copied.</summary>
    /// <exception cref="ArgumentException">
    /// The number of tensors differs from the number of parameters, or the number of units is not a multiple of the block size.
    /// </exception>
    public LayerUnits Create(IReadOnlyList<Tensor> parameters, UnitFields? fields = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        fields ??= new UnitFields();
        IReadOnlyList<string> names = _parameters(fields);
        if (parameters.Count != names.Count)
            throw new ArgumentException($"Units of the kind {Name} have {names.Count} parameters ({string.Join(", ", names)}); {parameters.Count} were " +
                "given.", nameof(parameters));
        return _create(parameters, fields);
    }

    private static UnitKind Plain(string name, Func<Tensor, LayerUnits> create, string? fileName = null) =>
        new(name, [], _ => ["bias"], (tensors, _) => create(tensors[0]), _ => new UnitFields(), fileName);
}
