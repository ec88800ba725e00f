using System.Text.Json;
using Harmonium.Numerics;
using Harmonium.Storage.Files;
using Harmonium.Storage.TensorFiles;
using Harmonium.Units;

namespace Harmonium.Storage;

/// <summary>What the JSON of a model file says of one layer's units: <c>{"kind":"categorical","count":200,"categories":20}</c>.</summary>
internal sealed class UnitsDescription
{
    private readonly string _layer;
    private readonly UnitKind _kind;
    private readonly UnitFields _fields;

    private UnitsDescription(string layer, UnitKind kind, int count, UnitFields fields)
    {
        _layer = layer;
        _kind = kind;
        Count = count;
        _fields = fields;
    }

    /// <summary>The name of the kind.</summary>
    internal string Kind => _kind.Name;

    /// <summary>How many units there are.</summary>
    internal int Count { get; }

    /// <summary>The names of the tensors that the units need.</summary>
    internal IEnumerable<string> TensorNames => _kind.ParametersWith(_fields).Select(name => $"{_layer}.{name}");

    /// <summary>The description of a layer in a model file.</summary>
    /// <exception cref="ModelFileException">It is missing, of an unknown kind, or a number of it is out of its range.</exception>
    internal static UnitsDescription Of(ModelFile file, string layer)
    {
        if (!file.Machine.TryGetProperty(layer, out JsonElement description) || description.ValueKind != JsonValueKind.Object)
            throw new ModelFileException(file.Path, $"its machine has no object '{layer}'; expected is one such as {{\"kind\":\"bernoulli\",\"count\":784}}. Write the file again.");
        return Of(file, layer, description);
    }

    /// <summary>The description of a layer from its JSON object.</summary>
    /// <exception cref="ModelFileException">It is of an unknown kind, or a number of it is out of its range.</exception>
    internal static UnitsDescription Of(ModelFile file, string layer, JsonElement description)
    {
        string name = RbmFile.Text(file, description, "kind", $"its {layer} layer");
        UnitKind kind = UnitKind.Find(name) ?? throw new ModelFileException(file.Path,
            $"its {layer} units are of the kind {Quotation.Of(name)}; this program knows {string.Join(", ", UnitKind.All.Select(known => known.Name))}. Use a program that knows the kind.");
        int count = Whole(file, layer, description, "count", null, int.MaxValue);
        UnitFields fields = new()
        {
            Trials = kind.Fields.Contains("trials") ? Whole(file, layer, description, "trials", null, 10_000) : 1,
            Categories = kind.Fields.Contains("categories") ? Whole(file, layer, description, "categories", null, count) : 1,
            Length = kind.Fields.Contains("length") ? Whole(file, layer, description, "length", 1, int.MaxValue) : 1,
            LearnsVariance = file.Tensors.ContainsKey($"{layer}.logVariance"),
        };
        if (count % fields.Categories != 0)
            throw new ModelFileException(file.Path, $"its {layer} layer has {count} units, which do not make blocks of {fields.Categories} categories. Write the file again.");
        return new UnitsDescription(layer, kind, count, fields);
    }

    /// <summary>Writes the fields of the description of units into an object that was begun.</summary>
    internal static void Write(Utf8JsonWriter json, LayerUnits units)
    {
        json.WriteString("kind", units.Kind);
        json.WriteNumber("count", units.Count);
        UnitFields fields = UnitKind.FieldsOf(units);
        foreach (string field in UnitKind.Find(units.Kind)?.Fields ?? [])
        {
            if (field == "variance")
                json.WriteString(field, fields.LearnsVariance ? "learned" : "fixed");
            else
                json.WriteNumber(field, field switch { "trials" => fields.Trials, "categories" => fields.Categories, _ => fields.Length });
        }
    }

    /// <summary>The units with the parameters of the file.</summary>
    /// <exception cref="ModelFileException">A tensor is missing or of another shape.</exception>
    internal LayerUnits Read(ModelFile file, Device device) => _kind.Create([.. TensorNames.Select(name => file.Tensor(name, Count).To(device))], _fields);

    private static int Whole(ModelFile file, string layer, JsonElement description, string name, int? usual, int most)
    {
        if (usual is { } value && !description.TryGetProperty(name, out _))
            return value;
        if (!description.TryGetProperty(name, out JsonElement number) || number.ValueKind != JsonValueKind.Number || !number.TryGetInt32(out int whole) || whole < 1 || whole > most)
            throw new ModelFileException(file.Path, $"its {layer} layer has no '{name}' that is a whole number of at least 1{(most == int.MaxValue ? "" : $" and at most {most}")}. Write the file again.");
        return whole;
    }
}
