using Harmonium.Data.Preprocessing;
using Harmonium.Errors;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Models;

/// <summary>The settings of a training run. Each kind derives a record from this one and composes it of groups of settings.</summary>
public abstract record KindSettings
{
    /// <summary>The seed of the random number generator.</summary>
    [Setting("the seed of the random number generator")]
    public ulong Seed { get; init; } = 1;

    /// <summary>How the data are read and split.</summary>
    public abstract DataSettings Input { get; }

    /// <summary>The binarization of gray values by commands that apply the model; none for most kinds.</summary>
    public virtual Binarization Binarization => Binarization.None;

    /// <summary>Returns the settings with all defaults that depend on other settings filled in. Training uses these, and a run stores them.</summary>
    public virtual KindSettings Effective() => this;

    /// <summary>The stages that do not run with these settings, each with a trailing period, and the advice for a user who changed their settings.</summary>
    public virtual IEnumerable<(string Stage, string Advice)> StagesLeftOut() => [];

    /// <summary>Checks combinations of settings. The range of each setting has been checked before.</summary>
    /// <exception cref="ConfigurationException">Some settings cannot be combined.</exception>
    public virtual void Check() => Input.Check();
}
