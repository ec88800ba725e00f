using Harmonium.Data.Preprocessing;
using Harmonium.Errors;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Models;

/// <summary>Everything that decides what a training of a kind makes of its data. Kinds derive from it and compose it of groups.</summary>
public abstract record KindSettings
{
    /// <summary>The seed of everything random.</summary>
    [Setting("the seed of everything random")]
    public ulong Seed { get; init; } = 1;

    /// <summary>How data are read.</summary>
    public abstract DataSettings Input { get; }

    /// <summary>How gray values become binary, for verbs that apply the model; not at all for most kinds.</summary>
    public virtual Binarization Binarization => Binarization.None;

    /// <summary>The settings with what depends on other settings filled in: what a training uses and a run stores.</summary>
    public virtual KindSettings Effective() => this;

    /// <summary>The stages that these settings leave out, each with a period behind it, and what to do where its settings were changed.</summary>
    public virtual IEnumerable<(string Stage, string Advice)> StagesLeftOut() => [];

    /// <summary>Refuses settings that do not go together; each by itself is in its range already.</summary>
    /// <exception cref="ConfigurationException">There are some.</exception>
    public virtual void Check() => Input.Check();
}
