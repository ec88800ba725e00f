using System.Runtime.InteropServices;
using System.Text.Json;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Data.NamedSets;
using Harmonium.Experiments.Speed;
using Harmonium.Figures.Images;
using Harmonium.Numerics;
using Harmonium.Numerics.Vectors;
using Harmonium.Storage;

namespace Harmonium.Cli.Commands;

/// <summary>Shows the features of this computer and the available data sets.</summary>
internal sealed class DoctorVerb : Verb
{
    /// <inheritdoc/>
    internal override string Name => "doctor";

    /// <inheritdoc/>
    internal override string Summary => "show the features of this computer and the available data sets";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
        [("harmonium doctor", "show the processor, memory and data sets, and check that figures can be drawn")];

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        string? figures = TroubleWithFigures();
        NamedSet[] here = [.. NamedSet.All.Where(set => set.Files.Count == 0 || call.Locations.Find(set) is not null)];
        if (call.Json)
        {
            call.JsonOutput.Write(json => WriteJson(json, call, here, figures));
            return figures is null ? ExitCode.Done : ExitCode.Failed;
        }

        string missing = string.Join(", ", NamedSet.All.Except(here).Select(set => set.Name));
        new Facts(call.Terminal.Out)
        {
            { "version", ProgramVersion.Text },
            { "system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}" },
            { "processor", Processor.Name },
            { "cores", $"{Environment.ProcessorCount}" },
            { "vectors", Vectors() },
            { "memory", $"{Memory() / 1e9:F1} GB" },
            { "figures", figures ?? "can be drawn" },
            { "data sets", string.Join(", ", here.Select(set => set.Name)) },
            { "missing data sets", missing.Length == 0 ? "none" : $"{missing} (harmonium data get <name>)" },
            { "searched folders", string.Join(" and ", new[] { call.Locations.Folder, call.Locations.Cache }.OfType<string>()) },
        }.Write();
        return figures is null ? ExitCode.Done : ExitCode.Failed;
    }

    private static string Vectors() => VectorWidths.Widest == VectorWidths.Offered
        ? $"{(int)VectorWidths.Offered} bits"
        : $"{(int)VectorWidths.Widest} of {(int)VectorWidths.Offered} bits, limited by {VectorWidths.Variable}";

    private static long Memory() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    private static string? TroubleWithFigures()
    {
        try
        {
            return new ImageTiles(Tensor.Zeros(1, 2, 2)).ToPng().Length > 0 ? null : "cannot be drawn";
        }
        catch (Exception exception) when (exception is TypeInitializationException or DllNotFoundException or BadImageFormatException)
        {
            return $"cannot be drawn: {(exception.InnerException ?? exception).Message} Everything else works: train with --no-figures.";
        }
    }

    private static void WriteJson(Utf8JsonWriter json, Call call, NamedSet[] here, string? figures)
    {
        json.WriteString("version", ProgramVersion.Text);
        json.WriteString("system", RuntimeInformation.OSDescription);
        json.WriteString("runtime", RuntimeInformation.FrameworkDescription);
        json.WriteString("cpu", Processor.Name);
        json.WriteNumber("cores", Environment.ProcessorCount);
        json.WriteNumber("vectorBits", (int)VectorWidths.Widest);
        json.WriteNumber("vectorBitsOffered", (int)VectorWidths.Offered);
        json.WriteNumber("memoryBytes", Memory());
        json.WriteBoolean("figures", figures is null);
        json.WriteStartObject("data");
        foreach (NamedSet set in NamedSet.All)
            json.WriteString(set.Name, !here.Contains(set) ? null : set.Files.Count == 0 ? "part of the program" : call.Locations.Find(set));
        json.WriteEndObject();
    }
}
