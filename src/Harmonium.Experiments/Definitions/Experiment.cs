namespace Harmonium.Experiments.Definitions;

/// <summary>A reproducible experiment that ends with measurements: a chapter of the lecture or the recipe of a paper.</summary>
internal abstract class Experiment
{
    /// <summary>Gets the name on the command line, in kebab case.</summary>
    public abstract string Id { get; }

    /// <summary>Gets the title, a few words.</summary>
    public abstract string Title { get; }

    /// <summary>Gets a summary of the experiment and its expected result, a few sentences.</summary>
    public abstract string Summary { get; }

    /// <summary>Runs the experiment.</summary>
    /// <param name="context">The seed, device, data and progress.</param>
    /// <returns>The measurements and the report.</returns>
    /// <exception cref="Data.DataFileException">Thrown when a required data set is not found.</exception>
    public abstract ExperimentOutcome Run(ExperimentContext context);
}
