namespace Harmonium.Storage;

/// <summary>
/// A number that is watched while a machine learns, after every epoch on the same few examples. Monitors say whether learning goes
/// well; how good a model is says its likelihood.
/// </summary>
public sealed class TrainingMonitor
{
    private readonly Func<Rbm, MonitoredExamples, MonitoredExamples?, int, double> _measure;

    private TrainingMonitor(string name, bool higherIsBetter, bool needsValidation, Func<Rbm, MonitoredExamples, MonitoredExamples?, int, double> measure)
    {
        Name = name;
        HigherIsBetter = higherIsBetter;
        NeedsValidation = needsValidation;
        _measure = measure;
    }

    /// <summary>Every monitor.</summary>
    public static IReadOnlyList<TrainingMonitor> All { get; } =
    [
        new TrainingMonitor("reconstructionError", false, false, (rbm, train, _, _) => train.ReconstructionError(rbm)),
        new TrainingMonitor("pseudoLogLikelihood", true, false, (rbm, train, _, epoch) => train.PseudoLogLikelihood(rbm, epoch)),
        new TrainingMonitor("validationPseudoLogLikelihood", true, true, (rbm, _, validation, epoch) => validation!.PseudoLogLikelihood(rbm, epoch)),
        new TrainingMonitor("freeEnergyGap", false, true, (rbm, train, validation, _) => validation!.FreeEnergy(rbm) - train.FreeEnergy(rbm)),
    ];

    /// <summary>The name in files, camel case.</summary>
    public string Name { get; }

    /// <summary>Whether larger values are better.</summary>
    public bool HigherIsBetter { get; }

    /// <summary>Whether it compares with examples that were held out.</summary>
    public bool NeedsValidation { get; }

    /// <summary>The monitor as a metric of a training.</summary>
    internal Metric On(Rbm rbm, MonitoredExamples train, MonitoredExamples? validation) => new(Name, epoch => _measure(rbm, train, validation, epoch));
}
