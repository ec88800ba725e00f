using Harmonium.Data.Sources;
using Harmonium.Errors;

namespace Harmonium.Runs.Inputs;

/// <summary>How a text is read; <see cref="DataSettings.Validation"/> is the share at its end that is held out, below 1.</summary>
public sealed record TextDataSettings : DataSettings
{
    /// <inheritdoc/>
    public override TrainingData Open(DataRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return TrainingData.Of(NamedText.Open(request.Source, request.Locations, Validation));
    }

    /// <inheritdoc/>
    public override void Check()
    {
        if (Validation >= 1)
            throw new ConfigurationException("validation", $"It is {Validation}; of a text a share below 1 is held out, such as 0.1.");
    }
}
