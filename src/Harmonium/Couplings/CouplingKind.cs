using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Couplings;

/// <summary>A kind of coupling: its name in files, and how to create such a coupling from tensors.</summary>
internal sealed class CouplingKind
{
    private readonly Type _type;
    private readonly Func<Layer, Layer, IReadOnlyList<(string Name, int[] Shape)>> _parameters;
    private readonly Func<Layer, Layer, IReadOnlyDictionary<string, Tensor>, Coupling> _create;

    private CouplingKind(
        string name, Type type, Func<Layer, Layer, IReadOnlyList<(string, int[])>> parameters,
            Func<Layer, Layer, IReadOnlyDictionary<string, Tensor>, Coupling> create) =>
        (Name, _type, _parameters, _create) = (name, type, parameters, create);

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<CouplingKind> All { get; } =
    [
        new("dense", typeof(DenseCoupling), (a, b) => [("weights", [a.Units.Count, b.Units.Count])], (a, b, tensors) =>
            new DenseCoupling(a, b, tensors["weights"])),
        new("lateral", typeof(LateralCoupling), (a, _) => [("weights", [a.Units.Count, a.Units.Count])], (a, b, tensors) => ReferenceEquals(a, b)
            ? new LateralCoupling(a, tensors["weights"])
            : throw new ArgumentException($"A lateral coupling joins a layer with itself; this one joins '{a.Name}' and '{b.Name}'.")),
        new("total", typeof(TotalCoupling), (_, b) => [("bias", [b.Units.Count])], (a, b, tensors) => new TotalCoupling(a, b, tensors["bias"])),
    ];

    /// <summary>The name, such as <c>dense</c>.</summary>
    public string Name { get; }

    /// <summary>Returns the kind with the given name, or null.</summary>
    public static CouplingKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>Returns the kind of a coupling.</summary>
    public static CouplingKind Of(Coupling coupling) => All.First(kind => kind._type.IsInstanceOfType(coupling));

    /// <summary>Returns the name of the kind for a type of coupling.</summary>
    public static string NameOf<T>()
        where T : Coupling => All.First(kind => kind._type == typeof(T)).Name;

    /// <summary>Returns the names and shapes of the tensors of a coupling between two layers.</summary>
    public IReadOnlyList<(string Name, int[] Shape)> ParametersBetween(Layer first, Layer second) => _parameters(first, second);

    /// <summary>Creates a coupling of two layers with the given tensors. A tensor is copied if its rows are not aligned.</summary>
    /// <exception cref="ArgumentException">The tensors do not fit the layers.</exception>
    public Coupling Create(Layer first, Layer second, IReadOnlyDictionary<string, Tensor> parameters) => _create(first, second, parameters);
}
