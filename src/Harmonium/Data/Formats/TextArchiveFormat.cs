using Harmonium.Data.Text;

namespace Harmonium.Data.Formats;

/// <summary>A tar archive of texts; its folders are labels.</summary>
internal sealed class TextArchiveFormat : DataFormat
{
    internal override string Description => "a .tar, .tar.gz or .tgz archive of texts (its folders are labels)";

    internal override bool Recognizes(string path) => EndsWithAny(path, ".tar", ".tar.gz", ".tgz");

    internal override DataSplits Read(string path, DataLimits limits, DataOptions options) =>
        TextArchive.Read(path, limits).ToParts(Path.GetFileNameWithoutExtension(NameOf(path)), "", options);
}
