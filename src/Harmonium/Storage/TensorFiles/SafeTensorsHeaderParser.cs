using System.Text.Json;
using Harmonium.Numerics;
using Harmonium.Storage.Files;

namespace Harmonium.Storage.TensorFiles;

/// <summary>Reads a safetensors header token by token, and validates everything.</summary>
internal ref struct SafeTensorsHeaderParser
{
    private const int MaximumDepth = 4;
    private const int HeadRoom = 64; // a tensor is slightly longer than its values, for alignment

    private readonly string _file;
    private readonly SafeTensorsOptions _options;
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly List<TensorEntry> _entries = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private Utf8JsonReader _json;

    internal SafeTensorsHeaderParser(ReadOnlySpan<byte> header, string file, SafeTensorsOptions options)
    {
        _file = file;
        _options = options;
        _json = new Utf8JsonReader(header, new JsonReaderOptions { MaxDepth = MaximumDepth });
    }

    private readonly long Offset => SafeTensors.LengthBytes + _json.TokenStartIndex;

    internal SafeTensorsHeader Parse()
    {
        try
        {
            Expect(JsonTokenType.StartObject, "the header");
            while (NextName("the header") is string name)
            {
                if (!_names.Add(name))
                    throw Refuse($"the name {Quotation.Of(name)} occurs twice in the header (byte {Offset}). Names must be unique", name);
                if (name == SafeTensors.MetadataName)
                    ReadMetadata();
                else
                    ReadEntry(name);
            }

            _json.Read(); // throws if anything but white space follows
        }
        catch (JsonException exception)
        {
            long offset = SafeTensors.LengthBytes + _json.BytesConsumed;
            throw new ModelFileException(_file,
                $"the header is not valid JSON near byte {offset}. The file is damaged or is not safetensors; copy or download it again.",
                offset: offset, innerException: exception);
        }

        _entries.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        return new SafeTensorsHeader(_entries, _metadata);
    }

    private void ReadMetadata()
    {
        Expect(JsonTokenType.StartObject, SafeTensors.MetadataName);
        while (NextName(SafeTensors.MetadataName) is string key)
        {
            Expect(JsonTokenType.String, "a metadata value");
            if (!_metadata.TryAdd(key, Text()))
                throw Refuse($"the metadata key {Quotation.Of(key)} occurs twice (byte {Offset}). Keys must be unique");
            RequireFewEntries();
        }
    }

    private void ReadEntry(string name)
    {
        string? typeName = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        Expect(JsonTokenType.StartObject, "the entry", name);
        while (NextName("the entry", name) is string field)
        {
            bool isFirst = field switch
            {
                "dtype" => typeName is null,
                "shape" => shape is null,
                "data_offsets" => offsets is null,
                _ => throw Refuse($"{About(name)} has a field {Quotation.Of(field)} (byte {Offset}). The fields are dtype, shape and data_offsets", name),
            };
            if (!isFirst)
                throw Refuse($"{About(name)} has the field {field} twice (byte {Offset}). Fields must be unique", name);
            if (field == "dtype")
            {
                Expect(JsonTokenType.String, "the dtype", name);
                typeName = Text();
            }
            else if (field == "shape")
                shape = Numbers("the shape", name, Tensor.MaximumRank);
            else
                offsets = Numbers("the data_offsets", name, 2);
        }

        if (typeName is null || shape is null || offsets is null)
            throw Refuse($"{About(name)} has no {(typeName is null ? "dtype" : shape is null ? "shape" : "data_offsets")}. It needs dtype, shape and " +
                "data_offsets", name);
        _entries.Add(Entry(name, typeName, shape, offsets));
        RequireFewEntries();
    }

    private readonly TensorEntry Entry(string name, string typeName, List<long> shape, List<long> offsets)
    {
        ElementType type = ElementType.Find(typeName)
            ?? throw Refuse($"{About(name)} has the dtype {Quotation.Of(typeName)}. Supported types are {ElementType.KnownNames}; convert it", name);
        long count = 1;
        foreach (long length in shape)
        {
            // A dimension of 0 must not hide absurd ones after it, and the product of two factors below 2³¹ cannot overflow.
            if (length > Array.MaxLength || count * length > Array.MaxLength - HeadRoom)
                throw Refuse($"{About(name)} has the shape [{string.Join(", ", shape)}]. A tensor can have at most {Array.MaxLength - HeadRoom} values", name);
            count *= length;
        }

        if (offsets.Count != 2 || offsets[0] > offsets[1])
            throw Refuse($"{About(name)} has the data_offsets [{string.Join(", ", offsets)}]. Two numbers are expected, the first not above the second", name);
        if (offsets[1] - offsets[0] != count * type.Bytes)
        {
            throw Refuse($"{About(name)} has the shape [{string.Join(", ", shape)}] and dtype {typeName}, which need {count * type.Bytes} bytes, " +
                $"but its data_offsets [{offsets[0]}, {offsets[1]}] span {offsets[1] - offsets[0]}. The two sizes must be equal", name);
        }

        return new TensorEntry(name, type, [.. shape.Select(length => (int)length)], (int)count, offsets[0], offsets[1]);
    }

    private List<long> Numbers(string what, string name, int maximum)
    {
        List<long> numbers = [];
        Expect(JsonTokenType.StartArray, what, name);
        while (Next() != JsonTokenType.EndArray)
        {
            if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out long number) || number < 0)
                throw Refuse($"{what} of {About(name)} has a value that is not a whole number from 0 to 2⁶³ − 1 (byte {Offset}). Write it again", name);
            if (numbers.Count == maximum)
                throw Refuse($"{what} of {About(name)} has more than {maximum} numbers (byte {Offset}). At most {maximum} are supported", name);
            numbers.Add(number);
        }

        return numbers;
    }

    private string? NextName(string what, string? tensor = null)
    {
        JsonTokenType token = Next();
        if (token == JsonTokenType.EndObject)
            return null;
        return token == JsonTokenType.PropertyName ? Text()
            : throw Refuse($"{Of(what, tensor)} is malformed at byte {Offset}. A name or the end of the object is expected", tensor);
    }

    private void Expect(JsonTokenType expected, string what, string? tensor = null)
    {
        if (Next() != expected)
        {
            string wanted = expected switch { JsonTokenType.StartObject => "an object", JsonTokenType.StartArray => "a list of numbers", _ => "a string" };
            throw Refuse($"{Of(what, tensor)} must be {wanted}, but is not (byte {Offset}). Save the model again", tensor);
        }
    }

    private JsonTokenType Next() =>
        _json.Read() ? _json.TokenType : throw Refuse("the header is incomplete. The file is damaged; copy or download it again");

    private readonly string Text()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new ModelFileException(_file,
                $"a string of the header, at byte {Offset}, is not valid Unicode. The file is damaged; copy or download it again.",
                offset: Offset, innerException: exception);
        }
    }

    private readonly void RequireFewEntries()
    {
        if (_entries.Count + _metadata.Count > _options.MaximumEntries)
            throw Refuse($"the header has more than {_options.MaximumEntries} tensors and strings (byte {Offset}). Raise the limit if this is intended");
    }

    private static string About(string tensor) => $"the tensor {Quotation.Of(tensor)}";

    private static string Of(string what, string? tensor) => tensor is null ? what : $"{what} of {About(tensor)}";

    private readonly ModelFileException Refuse(string found, string? tensor = null) => new(_file, found + ".", tensor, Offset);
}
