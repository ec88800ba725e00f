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

namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>A restricted Boltzmann machine as a model.</summary>
/// <param name="kind">The model kind.</param>
/// <param name="rbm">The RBM.</param>
/// <param name="shape">The shape of one example; null if it is not known.</param>
internal sealed class RbmModel(ModelKind kind, RestrictedBoltzmannMachine rbm, ItemShape? shape) : TrainedModel
{
    /// <summary>The RBM.</summary>
    public RestrictedBoltzmannMachine Rbm => rbm;

    /// <inheritdoc/>
    public override ModelKind Kind => kind;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; } = [.. rbm.Machine.Parameters];

    /// <inheritdoc/>
    public override Device Device => rbm.Weights.Device;

    /// <inheritdoc/>
    public override ItemShape? Shape { get; } = shape ?? ItemShape.Vector(rbm.Visible.Units.Count);

    /// <inheritdoc/>
    public override LayerUnits VisibleUnits => rbm.Visible.Units;

    /// <inheritdoc/>
    public override Encoder Encoder { get; } = new RbmEncoder(rbm);

    /// <inheritdoc/>
    public override Sampler Sampler { get; } = new GibbsSampler(rbm.Machine, rbm.Visible);

    /// <inheritdoc/>
    public override Density Density { get; } = new RbmDensity(rbm);

    /// <inheritdoc/>
    public override Completer Completer { get; } = new GibbsCompleter(rbm.Machine, rbm.Visible);

    /// <inheritdoc/>
    public override IReadOnlyList<FilterBank> Filters { get; } = [new FilterBank("hidden units", rbm.Weights)];

    /// <inheritdoc/>
    public override JsonElement Describe() => JsonObjects.Of(json =>
    {
        json.WriteString("kind", Kind.Name);
        EnergyFile.Write(json, rbm.Machine, Shape);
    });

    /// <inheritdoc/>
    public override bool CanDiagnose => rbm.Hidden.Units is Bernoulli;

    /// <inheritdoc/>
    public override UnitDiagnostics? Diagnose(VisibleData data) => CanDiagnose ? UnitDiagnostics.Of(rbm, data) : null;

    private sealed class RbmEncoder(RestrictedBoltzmannMachine rbm) : Encoder
    {
        public override int Features => rbm.Hidden.Units.Count;

        public override bool CanReconstruct => true;

        public override Tensor Transform(States examples) => rbm.MeanHiddenFrom(examples);

        public override Tensor Reconstruct(States examples) => rbm.Reconstruct(examples);

        public override (double Squared, double? CrossEntropy) ReconstructionError(VisibleData data, Device device)
        {
            ReconstructionError error = Evaluation.Monitors.ReconstructionError.Of(rbm, data);
            return (error.Squared, error.CrossEntropy);
        }
    }

    private sealed class RbmDensity(RestrictedBoltzmannMachine rbm) : Density
    {
        public override double[] FreeEnergy(States examples) => rbm.FreeEnergy(examples);

        public override double[] ReconstructionErrors(States examples) =>
            Evaluation.Monitors.ReconstructionError.PerExample(new HiddenPosterior(rbm.Machine), StateOf(examples)).Squared;

        public override double[,] Contributions(States examples) => ColumnSurprise.IsPossible(rbm.Machine)
            ? new ColumnSurprise(rbm.Machine).Of(StateOf(examples))
            : throw new NotSupportedException($"The contributions of columns are defined for visible units with finitely many states and for gaussian and " +
                $"poisson units; those of the model are {rbm.Visible.Units.Kind}.");

        private MachineState StateOf(States examples) => new() { [rbm.Visible] = examples };

        public override RbmEvaluation Evaluate(VisibleData test, VisibleData? training = null, EvaluationOptions? options = null,
            IProgress<double>? progress = null,
            CancellationToken cancel = default) =>
            RbmEvaluation.Of(rbm, test, training, options, progress, cancel);
    }
}
