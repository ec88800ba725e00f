using System.Text.Json;
using Harmonium.Data;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Diagnostics;
using Harmonium.Evaluation.Monitors;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Runs.Files;
using Harmonium.Runs.Models;
using Harmonium.Sampling;
using Harmonium.Storage.Files;
using Harmonium.Units;

namespace Harmonium.Runs.Kinds.Deep;

/// <summary>A deep Boltzmann machine as a model.</summary>
/// <param name="kind">The model kind.</param>
/// <param name="dbm">The machine.</param>
/// <param name="shape">The shape of one example; null if it is not known.</param>
internal sealed class DbmModel(ModelKind kind, DeepBoltzmannMachine dbm, ItemShape? shape) : TrainedModel
{
    /// <summary>The machine.</summary>
    public DeepBoltzmannMachine Dbm => dbm;

    /// <inheritdoc/>
    public override ModelKind Kind => kind;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; } = [.. dbm.Machine.Parameters];

    /// <inheritdoc/>
    public override Device Device => dbm.Weights[0].Device;

    /// <inheritdoc/>
    public override ItemShape? Shape { get; } = shape ?? ItemShape.Vector(dbm.Visible.Units.Count);

    /// <inheritdoc/>
    public override LayerUnits VisibleUnits => dbm.Visible.Units;

    /// <summary>The means of all hidden units, layer by layer from the bottom up; the last columns are the top layer.</summary>
    public override Encoder Encoder { get; } = new MeanFieldEncoder(dbm);

    /// <inheritdoc/>
    public override Sampler Sampler { get; } = new GibbsSampler(dbm.Machine, dbm.Visible);

    /// <inheritdoc/>
    public override Density Density { get; } = new VariationalDensity(dbm);

    /// <inheritdoc/>
    public override Completer Completer { get; } = new GibbsCompleter(dbm.Machine, dbm.Visible);

    /// <inheritdoc/>
    public override IReadOnlyList<FilterBank> Filters { get; } = [new FilterBank("first layer", dbm.Weights[0])];

    /// <inheritdoc/>
    public override JsonElement Describe() => JsonObjects.Of(json =>
    {
        json.WriteString("kind", Kind.Name);
        EnergyFile.Write(json, dbm.Machine, Shape);
    });

    /// <inheritdoc/>
    public override bool CanDiagnose => true;

    /// <inheritdoc/>
    public override UnitDiagnostics? Diagnose(VisibleData data) => UnitDiagnostics.Of(dbm.Machine, data);

    private static MachineState On(DeepBoltzmannMachine dbm, States examples) => new() { [dbm.Visible] = examples };

    private sealed class MeanFieldEncoder(DeepBoltzmannMachine dbm) : Encoder
    {
        public override int Features => dbm.Hidden.Sum(layer => layer.Units.Count);

        public override bool CanReconstruct => true;

        public override Tensor Transform(States examples)
        {
            MachineState means = new HiddenPosterior(dbm.Machine).MeansOf(On(dbm, examples));
            Tensor features = Tensor.Zeros(examples.Device, examples.Rows, Features);
            for (int row = 0; row < features.Rows; row++)
            {
                Span<float> into = features.Row(row);
                foreach (Layer layer in dbm.Hidden)
                {
                    means[layer].AsTensor().Row(row).CopyTo(into);
                    into = into[layer.Units.Count..];
                }
            }

            return features;
        }

        public override Tensor Reconstruct(States examples) =>
            dbm.Visible.Units.Mean(dbm.Machine.Input(dbm.Visible, new HiddenPosterior(dbm.Machine).MeansOf(On(dbm, examples))));

        public override (double Squared, double? CrossEntropy) ReconstructionError(VisibleData data, Device device)
        {
            ReconstructionError error = Evaluation.Monitors.ReconstructionError.Of(dbm.Machine, data);
            return (error.Squared, error.CrossEntropy);
        }
    }

    /// <summary>The variational free energy F_q(v) ≥ F(v), and the lower bound on the likelihood that follows from it.</summary>
    private sealed class VariationalDensity(DeepBoltzmannMachine dbm) : Density
    {
        public override double[] FreeEnergy(States examples) => new HiddenPosterior(dbm.Machine).FreeEnergy(On(dbm, examples));

        public override double[] ReconstructionErrors(States examples) =>
            Evaluation.Monitors.ReconstructionError.PerExample(new HiddenPosterior(dbm.Machine), On(dbm, examples)).Squared;

        public override double[,] Contributions(States examples) => ColumnSurprise.IsPossible(dbm.Machine)
            ? new ColumnSurprise(dbm.Machine).Of(On(dbm, examples))
            : throw new NotSupportedException("The contributions of columns need the free energy in closed form, which a machine with several hidden layers " +
                "does not have. Use an RBM.");

        public override RbmEvaluation Evaluate(VisibleData test, VisibleData? training = null, EvaluationOptions? options = null,
            IProgress<double>? progress = null, CancellationToken cancel = default) =>
            RbmEvaluation.Of(dbm.Machine, test, training, options, progress, cancel);
    }
}
