#pragma warning disable MA0049 // the folder goes with the next change
using System.Text.Json;
using Harmonium.Learning;
using Harmonium.Numerics;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Storage.Training;

/// <summary>Something made ready to learn as settings say, whatever it is: what a <see cref="TrainingRun"/> keeps in a run folder.</summary>
public abstract class Training
{
    private protected Training()
    {
    }

    /// <summary>How long it is, and when it keeps itself.</summary>
    public abstract TrainingSchedule Schedule { get; }

    /// <summary>Who moves the parameters.</summary>
    public abstract Learner Learner { get; }

    /// <summary>Who ends the training early; null for nobody.</summary>
    public abstract EarlyStopping? Stopping { get; }

    /// <summary>The name of what it learns from.</summary>
    public abstract string DataName { get; }

    /// <summary>What tells its data from others: a SHA-256 of their content.</summary>
    public abstract string DataFingerprint { get; }

    /// <summary>How many examples, or characters, an epoch visits.</summary>
    public abstract int ExamplesAnEpoch { get; }

    /// <summary>Where it computes.</summary>
    public abstract Device Device { get; }

    /// <summary>The JSON object that describes what is trained, as in a model file.</summary>
    public abstract JsonElement DescribeMachine();

    /// <summary>The effective settings, a JSON object.</summary>
    public abstract JsonElement SettingsJson();

    /// <summary>What is measured after every epoch.</summary>
    public abstract IReadOnlyList<Metric> Metrics();

    /// <summary>The model file of what has been learnt.</summary>
    /// <param name="epochs">The epochs made.</param>
    /// <param name="steps">The steps made.</param>
    public abstract ModelFile ModelAfter(int epochs, long steps);
}
