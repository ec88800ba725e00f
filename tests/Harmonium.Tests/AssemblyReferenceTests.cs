using System.Reflection;
using Harmonium.Imaging;
using Harmonium.Machines;
using Harmonium.Numerics;

namespace Harmonium.Tests;

public sealed class AssemblyReferenceTests
{
    [Fact]
    public void The_library_references_nothing_with_a_native_library_and_the_decoder_does()
    {
        Assert.DoesNotContain(typeof(RestrictedBoltzmannMachine).Assembly.GetReferencedAssemblies(), IsSkia);
        Assert.DoesNotContain(typeof(Tensor).Assembly.GetReferencedAssemblies(), IsSkia);
        Assert.Contains(typeof(SkiaImageDecoder).Assembly.GetReferencedAssemblies(), IsSkia);
    }

    private static bool IsSkia(AssemblyName assembly) => assembly.Name!.StartsWith("SkiaSharp", StringComparison.Ordinal);
}
