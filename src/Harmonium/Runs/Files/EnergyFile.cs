using System.Text.Json;
using Harmonium.Couplings;
using Harmonium.Data;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Storage.Files;
using Harmonium.Storage.TensorFiles;
using Harmonium.Units;

namespace Harmonium.Runs.Files;

/// <summary>
/// Energy models in files, whatever their shape: <c>layers</c> with name, role, units and count, <c>couplings</c> with kind and the two
/// layers they join; tensors <c>layers.&lt;name&gt;.&lt;parameter&gt;</c> and <c>couplings.&lt;i&gt;.&lt;parameter&gt;</c>. The kinds of
/// units and couplings come from their registries.
/// </summary>
internal sealed class EnergyFile
{
    private readonly ModelFile _file;
    private readonly string _part;
    private readonly Device _device;
    private readonly HashSet<string> _known = [];

    /// <summary>The layers and couplings that a description holds.</summary>
    /// <param name="description">The description: of the whole file, or of a part of it.</param>
    /// <param name="device">Where parameters go.</param>
    /// <param name="part">What stands before the names of the part's tensors.</param>
    /// <exception cref="ModelFileException">Something is missing, of an unknown kind or of another shape.</exception>
    internal EnergyFile(DescriptionReader description, Device device, string part = "")
    {
        (_file, _device, _part) = (description.File, device, part);
        Layers = [.. description.Objects("layers").Select(LayerOf)];
        if (Layers.GroupBy(layer => layer.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw description.Refuse($"two of its layers are called {Quotation.Of(twice.Key)}");
        Couplings = [.. description.Objects("couplings").Select(CouplingOf)];
    }

    /// <summary>The layers, in the order of the file.</summary>
    internal IReadOnlyList<Layer> Layers { get; }

    /// <summary>The couplings, in the order of the file.</summary>
    internal IReadOnlyList<Coupling> Couplings { get; }

    /// <summary>What one example of the first visible layer is, where the file says so.</summary>
    internal ItemShape? Shape { get; private set; }

    /// <summary>The names of the tensors that the layers and couplings have in the file.</summary>
    internal IReadOnlyCollection<string> TensorNames => _known;

    /// <summary>The only layer of a role.</summary>
    /// <exception cref="ModelFileException">There are several, or none.</exception>
    internal Layer Single(LayerRole role)
    {
        Layer[] layers = [.. Layers.Where(layer => layer.Role == role)];
        return layers.Length == 1 ? layers[0]
            : throw Refuse($"its machine has {layers.Length} {role.ToString().ToLowerInvariant()} layers where 1 is expected");
    }

    /// <summary>The tensor of the coupling of two layers.</summary>
    /// <exception cref="ModelFileException">They are not coupled so.</exception>
    internal Tensor WeightsOf<T>(Layer first, Layer second)
        where T : Coupling =>
        Couplings.FirstOrDefault(coupling => coupling is T && coupling.First == first && coupling.Second == second)?.Parameters[0].Values
            ?? throw Refuse($"its machine has no coupling of the kind {CouplingKind.NameOf<T>()} between {Quotation.Of(first.Name)} and " +
                $"{Quotation.Of(second.Name)}, in this order");

    internal ModelFileException Refuse(string found) => new(_file.Path, $"{found}. Write the file again.");

    /// <summary>Writes layers and couplings into an object that was begun.</summary>
    /// <param name="json">The object.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="shape">What one example of the first visible layer is; null for a vector.</param>
    /// <param name="more">Writes further fields of a layer.</param>
    internal static void Write(Utf8JsonWriter json, BoltzmannMachine machine, ItemShape? shape = null, Action<Layer>? more = null)
    {
        json.WriteStartArray("layers");
        foreach (Layer layer in machine.Layers)
        {
            json.WriteStartObject();
            json.WriteString("name", layer.Name);
            json.WriteString("role", layer.Role.ToString().ToLowerInvariant());
            json.WriteString("units", UnitKind.Find(layer.Units.Kind)?.FileName ?? layer.Units.Kind);
            json.WriteNumber("count", layer.Units.Count);
            WriteFields(json, layer.Units);
            if (layer.Role == LayerRole.Visible && shape is { IsImage: true })
                DescriptionReader.WriteShape(json, "shape", shape);
            if (layer.Role == LayerRole.Visible)
                shape = null;
            more?.Invoke(layer);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("couplings");
        foreach (Coupling coupling in machine.Couplings)
        {
            json.WriteStartObject();
            json.WriteString("kind", CouplingKind.Of(coupling).Name);
            json.WriteStartArray("between");
            json.WriteStringValue(coupling.First.Name);
            json.WriteStringValue(coupling.Second.Name);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFields(Utf8JsonWriter json, LayerUnits units)
    {
        UnitFields fields = UnitKind.FieldsOf(units);
        foreach (string field in UnitKind.Find(units.Kind)?.Fields ?? [])
        {
            if (field == "variance")
                json.WriteString(field, fields.LearnsVariance ? "learned" : "fixed");
            else
                json.WriteNumber(field, field switch { "trials" => fields.Trials, "categories" => fields.Categories, _ => fields.Length });
        }
    }

    private Layer LayerOf(DescriptionReader layer)
    {
        string name = layer.Text("name"), kindName = layer.Text("units"), role = layer.Text("role");
        if (name.Length == 0 || name.Contains('.'))
            throw layer.Refuse($"a layer is called {Quotation.Of(name)}; a name has at least one character and no period");
        if (role is not ("visible" or "hidden"))
            throw layer.Refuse($"its layer {Quotation.Of(name)} has the role {Quotation.Of(role)}; expected is visible or hidden");
        UnitKind kind = UnitKind.Find(kindName) ?? throw new ModelFileException(_file.Path,
            $"its layer {Quotation.Of(name)} has units of the kind {Quotation.Of(kindName)}; this program knows {string.Join(", ", UnitKind.Names)}. Use a " +
                "program that knows the kind.");
        int count = layer.Whole("count", 1, int.MaxValue);
        UnitFields fields = new()
        {
            Trials = kind.Fields.Contains("trials") ? layer.Whole("trials", 1, 10_000) : 1,
            Categories = kind.Fields.Contains("categories") ? layer.Whole("categories", 1, count) : 1,
            Length = kind.Fields.Contains("length") && layer.Has("length") ? layer.Whole("length", 1, int.MaxValue) : 1,
            LearnsVariance = _file.Tensors.ContainsKey($"{_part}layers.{name}.logVariance"),
        };
        if (count % fields.Categories != 0)
            throw layer.Refuse($"its layer {Quotation.Of(name)} has {count} units, which do not make blocks of {fields.Categories} categories");
        if (role == "visible" && layer.Has("shape") && Shape is null)
        {
            Shape = layer.Shape("shape");
            if (Shape.Columns != count)
                throw layer.Refuse($"its layer {Quotation.Of(name)} has {count} units, but the shape {Shape}");
        }

        List<Tensor> parameters = [];
        foreach (string parameter in kind.ParametersWith(fields))
            parameters.Add(TensorOf($"layers.{name}.{parameter}", count));
        return new Layer(name, role == "visible" ? LayerRole.Visible : LayerRole.Hidden, kind.Create(parameters, fields));
    }

    private Coupling CouplingOf(DescriptionReader coupling, int index)
    {
        string kindName = coupling.Text("kind");
        CouplingKind kind = CouplingKind.Find(kindName) ?? throw new ModelFileException(_file.Path,
            $"coupling {index} of its machine is of the kind {Quotation.Of(kindName)}; this program knows " +
                $"{string.Join(", ", CouplingKind.All.Select(known => known.Name))}. Use a program that knows the kind.");
        if (coupling.Texts("between") is not [string a, string b])
            throw coupling.Refuse($"coupling {index} of its machine joins not two layers");
        Layer first = Named(a), second = Named(b);
        Dictionary<string, Tensor> parameters = [];
        foreach ((string name, int[] shape) in kind.ParametersBetween(first, second))
            parameters[name] = TensorOf($"couplings.{index}.{name}", shape);
        try
        {
            return kind.Create(first, second, parameters);
        }
        catch (ArgumentException exception)
        {
            throw new ModelFileException(_file.Path, $"coupling {index} of its machine does not join its layers: {exception.Message} Write the file again.",
                innerException: exception);
        }
    }

    private Layer Named(string name) =>
        Layers.FirstOrDefault(layer => layer.Name == name) ?? throw Refuse($"its machine has no layer {Quotation.Of(name)}, which a coupling joins");

    private Tensor TensorOf(string name, params int[] shape)
    {
        _known.Add(_part + name);
        return _file.Tensor(_part + name, shape).To(_device);
    }
}
