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

    /// <summary>The number or share of examples to hold out where the data have no validation split, at least 0.</summary>
    [Setting("hold out a share, or a number of examples, where the data have no validation split", AtLeast = 0, Value = "x")]
    public double Validation { get; init; }

    /// <summary>Opens data.</summary>
    /// <exception cref="DataFileException">There are none, or they cannot be used.</exception>
    public abstract TrainingData Open(DataRequest request);

    /// <summary>Refuses settings that cannot be read.</summary>
    /// <exception cref="ConfigurationException">There is one.</exception>
    public virtual void Check()
    {
    }

    /// <summary>Some of the examples, drawn at random.</summary>
    /// <exception cref="ConfigurationException">There are fewer than are asked for.</exception>
    private protected static Dataset Limit(Dataset train, int? examples, ulong seed)
    {
        if (examples is not { } most || most == train.Count)
            return train;
        if (most > train.Count)
            throw new ConfigurationException("examples",
                $"It is {most}, but {train.Name} has {train.Count} examples to learn from. Ask for fewer, or leave it out for all.");
        return train.Split(seed, most)[0];
    }
}
