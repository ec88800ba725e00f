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
/// Reads and writes energy models of any structure. The description lists the <c>layers</c> with name, role, units and count, and the
/// <c>couplings</c> with kind and the two layers that they connect. The tensors are <c>layers.&lt;name&gt;.&lt;parameter&gt;</c> and
/// <c>couplings.&lt;i&gt;.&lt;parameter&gt;</c>. All registered kinds of units and couplings are supported.
/// </summary>
internal sealed class EnergyFile
{
    private readonly ModelFile _file;
    private readonly string _part;
    private readonly Device _device;
    private readonly HashSet<string> _known = [];

    /// <summary>Reads the layers and couplings of a description.</summary>
    /// <param name="description">The description of the file, or of a part of it.</param>
    /// <param name="device">The device of the parameters.</param>
    /// <param name="part">The prefix of the tensor names of the part.</param>
    /// <exception cref="ModelFileException">A field or tensor is missing, or has an unknown kind or another shape.</exception>
    internal EnergyFile(DescriptionReader description, Device device, string part = "")
    {
        (_file, _device, _part) = (description.File, device, part);
        Layers = [.. description.Objects("layers").Select(LayerOf)];
        if (Layers.GroupBy(layer => layer.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw description.Refuse($"it has two layers named {Quotation.Of(twice.Key)}; expected different names");
        Couplings = [.. description.Objects("couplings").Select(CouplingOf)];
    }

    /// <summary>The layers, in the order of the file.</summary>
    internal IReadOnlyList<Layer> Layers { get; }

    /// <summary>The couplings, in the order of the file.</summary>
    internal IReadOnlyList<Coupling> Couplings { get; }

    /// <summary>The shape of one example of the first visible layer; null if the file does not contain it.</summary>
    internal ItemShape? Shape { get; private set; }

    /// <summary>The names in the file of the tensors of the layers and couplings.</summary>
    internal IReadOnlyCollection<string> TensorNames => _known;

    /// <summary>Returns the only layer with a role.</summary>
    /// <exception cref="ModelFileException">There are several such layers, or none.</exception>
    internal Layer Single(LayerRole role)
    {
        Layer[] layers = [.. Layers.Where(layer => layer.Role == role)];
        return layers.Length == 1 ? layers[0]
            : throw Refuse($"it has {layers.Length} {role.ToString().ToLowerInvariant()} layers; expected 1");
    }

    /// <summary>Returns the tensor of the coupling between two layers.</summary>
    /// <exception cref="ModelFileException">There is no coupling of this type between the layers.</exception>
    internal Tensor WeightsOf<T>(Layer first, Layer second)
        where T : Coupling =>
        Couplings.FirstOrDefault(coupling => coupling is T && coupling.First == first && coupling.Second == second)?.Parameters[0].Values
            ?? throw Refuse($"it has no {CouplingKind.NameOf<T>()} coupling between {Quotation.Of(first.Name)} and {Quotation.Of(second.Name)}, in this order");

    internal ModelFileException Refuse(string found) => new(_file.Path, $"{found}. Save the model again.");

    /// <summary>Writes the layers and couplings into an open JSON object.</summary>
    /// <param name="json">The JSON writer.</param>
    /// <param name="machine">The energy model.</param>
    /// <param name="shape">The shape of one example of the first visible layer; null for a vector.</param>
    /// <param name="more">Writes additional fields of a layer.</param>
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
            throw layer.Refuse($"it has a layer named {Quotation.Of(name)}; expected a name that is not empty and has no period");
        if (role is not ("visible" or "hidden"))
            throw layer.Refuse($"its layer {Quotation.Of(name)} has the role {Quotation.Of(role)}; expected visible or hidden");
        UnitKind kind = UnitKind.Find(kindName) ?? throw new ModelFileException(_file.Path,
            $"its layer {Quotation.Of(name)} has units of the unknown kind {Quotation.Of(kindName)}; this program supports " +
                $"{string.Join(", ", UnitKind.Names)}. Use a version of Harmonium that supports it.");
        int count = layer.Whole("count", 1, int.MaxValue);
        UnitFields fields = new()
        {
            Trials = kind.Fields.Contains("trials") ? layer.Whole("trials", 1, 10_000) : 1,
            Categories = kind.Fields.Contains("categories") ? layer.Whole("categories", 1, count) : 1,
            Length = kind.Fields.Contains("length") && layer.Has("length") ? layer.Whole("length", 1, int.MaxValue) : 1,
            LearnsVariance = _file.Tensors.ContainsKey($"{_part}layers.{name}.logVariance"),
        };
        if (count % fields.Categories != 0)
            throw layer.Refuse($"its layer {Quotation.Of(name)} has {count} units; expected a multiple of {fields.Categories}, the number of categories");
        if (role == "visible" && layer.Has("shape") && Shape is null)
        {
            Shape = layer.Shape("shape");
            if (Shape.Columns != count)
                throw layer.Refuse($"its layer {Quotation.Of(name)} has {count} units but the shape {Shape}; expected {Shape.Columns} units");
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
            $"its coupling {index} has the unknown kind {Quotation.Of(kindName)}; this program supports " +
                $"{string.Join(", ", CouplingKind.All.Select(known => known.Name))}. Use a version of Harmonium that supports it.");
        if (coupling.Texts("between") is not [string a, string b])
            throw coupling.Refuse($"'between' of its coupling {index} must name 2 layers");
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
            throw new ModelFileException(_file.Path, $"its coupling {index} does not fit its layers: {exception.Message} Save the model again.",
                innerException: exception);
        }
    }

    private Layer Named(string name) =>
        Layers.FirstOrDefault(layer => layer.Name == name) ?? throw Refuse($"it has no layer {Quotation.Of(name)}, which a coupling connects");

    private Tensor TensorOf(string name, params int[] shape)
    {
        _known.Add(_part + name);
        return _file.Tensor(_part + name, shape).To(_device);
    }
}
