using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Harmonium.Tests.Storage.TensorFiles;

/// <summary>A file of many terabytes that needs no space: a header with a first tensor and any number of copies of it, then zeros.</summary>
internal sealed class EndlessZeros : Stream
{
    private const long Bytes = 8_589_932_000;
    private readonly MemoryStream _head;

    public EndlessZeros(string firstTensor, int tensors)
    {
        StringBuilder header = new(firstTensor);
        for (long i = 1; i < tensors; i++)
        {
            header.Append(CultureInfo.InvariantCulture,
                $",\"b{i}\":{{\"dtype\":\"F32\",\"shape\":[2147483000],\"data_offsets\":[{i * Bytes},{(i + 1) * Bytes}]}}");
        }

        byte[] json = Encoding.UTF8.GetBytes(header.Append('}').ToString());
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        _head = new MemoryStream([.. length, .. json]);
        Length = _head.Length + (tensors * Bytes);
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        _head.Position = Math.Min(Position, _head.Length);
        int read = _head.Read(buffer, offset, count);
        Array.Clear(buffer, offset + read, count - read);
        Position += count;
        return count;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
