using Harmonium.Storage.Files;

namespace Harmonium.Storage.TensorFiles;

/// <summary>Thrown when a model file, checkpoint or other tensor file has invalid content.</summary>
public sealed class ModelFileException : Exception
{
    /// <summary>Creates an exception for <paramref name="file"/>, with the tensor and the byte if known. The file name is prepended to the message.</summary>
    public ModelFileException(string file, string message, string? tensor = null, long? offset = null, Exception? innerException = null)
        : base($"{Quotation.Of(file)}: {message}", innerException)
    {
        File = file;
        Tensor = tensor;
        Offset = offset;
    }

    /// <summary>The file, by the name given to the reader.</summary>
    public string File { get; }

    /// <summary>The tensor; null if the error does not concern a tensor.</summary>
    public string? Tensor { get; }

    /// <summary>The position of the error in bytes, counted from 0; null if there is none.</summary>
    public long? Offset { get; }
}
