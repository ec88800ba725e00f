using System.CommandLine;
using Harmonium.Cli.Models;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Data;
using Harmonium.Figures.Animations;
using Harmonium.Figures.Images;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Runs.Models;

namespace Harmonium.Cli.Commands;

/// <summary>Draws samples from a model with Gibbs chains.</summary>
internal sealed class SampleVerb : ModelVerb
{
    private const string Film = ".gif";

    private readonly Option<string?> _count = CommonOptions.Text("--count", "n", "the number of samples, each from its own chain [default: 100]");
    private readonly Option<string?> _sweeps = CommonOptions.Text("--sweeps", "n", "the number of Gibbs sweeps [default: 1000]");
    private readonly Option<string?> _moments =
        CommonOptions.Text("--moments", "n", "the number of times to show the chains, evenly spaced over the sweeps [default: 1; 25 for .gif]");
    private readonly Option<string?> _start =
        CommonOptions.Text("--start", "name", "the start of the chains: noise, or data (examples of --data) [default: noise]");
    private readonly Option<string?> _shape = CommonOptions.Text("--shape", "height x width", "the image size [default: as in training]");

    /// <inheritdoc/>
    internal override string Name => "sample";

    /// <inheritdoc/>
    internal override string Summary => "draw samples from a model, as an image, an animation or numbers";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium sample runs/rbm-letters-1", "draw a hundred samples and write figures/samples.png of the run"),
        ("harmonium sample runs/rbm-letters-1 --count 8 --moments 12 --output chains.png", "show eight chains at 12 times, one row per chain"),
        ("harmonium sample model.safetensors --output samples.npy", "write the samples as numbers"),
    ];

    /// <inheritdoc/>
    private protected override void DeclareOptions(Command command, CommonOptions common)
    {
        foreach (Option option in (Option[])[_count, _sweeps, _moments, _start, _shape, common.Data, common.Output])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    private protected override void Apply(Call call, LoadedModel model, CancellationToken cancel)
    {
        Sampler sampler = model.Need(call, model.Model.Sampler, ModelParts.Sampler);
        ImageSize? size = model.ImageSize(call.Text(_shape));
        string path = ResultPath.For(call, model.Run, size is null ? "samples.npy" : "samples.png", size is null ? [".npy", ".csv"]
            : [.. FigureFile.Endings, Film, ".npy", ".csv"]);
        string ending = Path.GetExtension(path).ToLowerInvariant();
        int count = call.Whole(_count, 100, 1), sweeps = call.Whole(_sweeps, 1000, 1), moments = call.Whole(_moments, ending == Film ? 25 : 1, 1);
        SampleChains chains = Start(call, model, sampler, count);
        List<(int Sweeps, Tensor Means, Tensor States)> seen = [];
        RandomStream random = RandomStream.For(call.Seed, Purpose.Sampling);
        for (int moment = 1, made = 0; moment <= moments; moment++)
        {
            int until = (int)((long)sweeps * moment / moments);
            for (; made < until; made++)
            {
                cancel.ThrowIfCancellationRequested();
                chains.Sweep(random, made + 1);
            }

            seen.Add((made, chains.Means.Contiguous().Clone(), chains.States.AsTensor().Contiguous().Clone()));
        }

        Write(path, ending, size, seen);
        Tell(call, path, count, moments, sweeps, chains.MeanFreeEnergy);
    }

    private static void Write(string path, string ending, ImageSize? size, List<(int Sweeps, Tensor Means, Tensor States)> seen)
    {
        if (size is null || (ending != Film && !FigureFile.Has(path)))
        {
            NumberFile.Write(path, [.. seen.Select(moment => moment.States)], "v", [.. seen.Select(moment => moment.Sweeps)]);
            return;
        }

        SheetOptions look = new() { Shading = new PixelShading() };
        if (ending == Film)
        {
            byte[] film = new Animation(
                [.. seen.Select(moment => new ImageTiles(Images.Of(moment.Means, size), look with { Title = $"after {moment.Sweeps} sweeps" }))]).ToGif();
            ResultFile.Write(path, stream => stream.Write(film));
            return;
        }

        FigureFile.Write(path, seen.Count == 1 ? new ImageTiles(Images.Of(seen[0].Means, size), look) : Chains(seen, size));
    }

    private static FantasyChains Chains(List<(int Sweeps, Tensor Means, Tensor States)> seen, ImageSize size)
    {
        int count = seen[0].Means.Rows;
        Tensor all = Tensor.Zeros(seen.Count, count, size.Height, size.Width);
        for (int moment = 0; moment < seen.Count; moment++)
            seen[moment].Means.AsSpan().CopyTo(all.AsSpan().Slice(moment * seen[moment].Means.Count, seen[moment].Means.Count));
        return new FantasyChains(all, [.. seen.Select(moment => moment.Sweeps)]);
    }

    private static void Tell(Call call, string path, int count, int moments, int sweeps, double? freeEnergy)
    {
        if (call.Json)
        {
            call.JsonOutput.Write(json =>
            {
                json.WriteString("output", path);
                json.WriteNumber("count", count);
                json.WriteNumber("moments", moments);
                json.WriteNumber("sweeps", sweeps);
                json.WriteFinite("meanFreeEnergy", freeEnergy);
            });
            return;
        }

        string shown = moments > 1 ? $", shown {moments} times" : "";
        Facts facts = new(call.Terminal.Out) { { "samples", path }, { "chains", $"{count}, {sweeps} sweeps each{shown}" } };
        if (freeEnergy is not null)
            facts.Add("free energy", $"{freeEnergy:F2} nats on average");
        facts.Write();
    }

    private SampleChains Start(Call call, LoadedModel model, Sampler sampler, int count)
    {
        RandomStream random = RandomStream.For(call.Seed, Purpose.Chains);
        string start = call.Text(_start) ?? "noise";
        if (start == "noise")
            return sampler.Start(count, random);
        if (start != "data")
            throw new UsageException($"--start is “{start}”; expected noise or data.", $"See: {call.Path} --help");
        Dataset data = ChosenSplit.Of(model.Examples(call), null).Data.Shuffled(call.Seed);
        if (data.Count < count)
            throw new UsageException($"--count is {count}, but {data.Name} has {data.Count} examples to start from.",
                "Use a smaller --count, or --start noise.");
        return sampler.Start(count, random,
            new VisibleData(data.Range(0, count), model.Stored.Settings.Binarization, call.Seed, count).Blocks(model.Model.Device).Single());
    }
}
