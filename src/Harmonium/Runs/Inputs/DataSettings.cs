using Harmonium.Data;
using Harmonium.Errors;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Inputs;

/// <summary>How data are read and split.</summary>
public abstract record DataSettings
{
    private protected DataSettings()
    {
    }

    /// <summary>The number (1 or more) or share (below 1) of examples to hold out if the data have no validation split, at least 0.</summary>
    [Setting("the fraction or number of examples to hold out for validation, if the data have no validation split", AtLeast = 0, Value = "x")]
    public double Validation { get; init; }

    /// <summary>Opens data.</summary>
    /// <exception cref="DataFileException">The data do not exist or cannot be used.</exception>
    internal abstract TrainingData Open(DataRequest request);

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ConfigurationException">A setting is not valid.</exception>
    public virtual void Check()
    {
    }

    /// <summary>Returns a number of examples, drawn at random.</summary>
    /// <exception cref="ConfigurationException">The data set has fewer examples.</exception>
    private protected static Dataset Limit(Dataset train, int? examples, ulong seed)
    {
        if (examples is not { } most || most == train.Count)
            return train;
        if (most > train.Count)
            throw new ConfigurationException("examples",
                $"It is {most}, but {train.Name} has only {train.Count} training examples. Use a smaller number, or omit it to use all.");
        return train.Split(seed, most)[0];
    }
}
