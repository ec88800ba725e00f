namespace Harmonium.Experiments.Definitions;

/// <summary>Something that can be run again by anyone and ends with measured numbers: a chapter of the lecture or the recipe of a paper.</summary>
public abstract class Experiment
{
    /// <summary>The name on the command line, kebab case.</summary>
    public abstract string Id { get; }

    /// <summary>The title, a few words.</summary>
    public abstract string Title { get; }

    /// <summary>What is done and what to expect, one or two sentences.</summary>
    public abstract string Summary { get; }

    /// <summary>Runs it.</summary>
    /// <exception cref="Data.DataFileException">A data set that it needs is not to be found.</exception>
    public abstract ExperimentOutcome Run(ExperimentContext context);
}
