using Harmonium.Storage.Files;

namespace Harmonium.Storage.TensorFiles;

/// <summary>A model file, checkpoint or other tensor file that does not say what it must.</summary>
public sealed class ModelFileException : Exception
{
    /// <summary>Trouble with the contents of <paramref name="file"/>, where known at a tensor or a byte; the file's name is put before the message.</summary>
    public ModelFileException(string file, string message, string? tensor = null, long? offset = null, Exception? innerException = null)
        : base($"{Quotation.Of(file)}: {message}", innerException)
    {
        File = file;
        Tensor = tensor;
        Offset = offset;
    }

    /// <summary>The file, as the reader was told its name.</summary>
    public string File { get; }

    /// <summary>The tensor in question; null when the trouble belongs to none.</summary>
    public string? Tensor { get; }

    /// <summary>The byte of the file, from 0, where the trouble was seen; null when it has no single place.</summary>
    public long? Offset { get; }
}
