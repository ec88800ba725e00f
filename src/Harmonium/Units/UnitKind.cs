using Harmonium.Numerics;

namespace Harmonium;

/// <summary>A kind of units as files and the command line name it, and how units of that kind are made.</summary>
public sealed class UnitKind
{
    private readonly Func<IReadOnlyList<Tensor>, Units> _create;

    private UnitKind(string name, IReadOnlyList<string> parameters, Func<IReadOnlyList<Tensor>, Units> create)
    {
        Name = name;
        Parameters = parameters;
        _create = create;
    }

    /// <summary>Every kind.</summary>
    public static IReadOnlyList<UnitKind> All { get; } =
    [
        new UnitKind("bernoulli", ["bias"], tensors => new Bernoulli(tensors[0])),
    ];

    /// <summary>The name, such as <c>bernoulli</c>.</summary>
    public string Name { get; }

    /// <summary>The names of its parameters, each a vector with a number for every unit.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>The kind of a name, or null.</summary>
    public static UnitKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>Units with all parameters 0.</summary>
    public Units Create(int count, Device device) => _create([.. Parameters.Select(_ => Tensor.Zeros(device, count))]);

    /// <summary>Units with the given parameters, each [units], in the order of <see cref="Parameters"/>, not copied.</summary>
    /// <exception cref="ArgumentException">There are more or fewer tensors than parameters.</exception>
    public Units Create(IReadOnlyList<Tensor> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Count != Parameters.Count)
            throw new ArgumentException($"Units of the kind {Name} have {Parameters.Count} parameters ({string.Join(", ", Parameters)}); {parameters.Count} were given.", nameof(parameters));
        return _create(parameters);
    }
}
