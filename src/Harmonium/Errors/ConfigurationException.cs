namespace Harmonium.Errors;

/// <summary>The exception thrown when a setting is invalid, alone or together with others. Its message begins with the name of the setting.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>
    /// Creates an exception for a setting. The reason says what was found, what was expected and what to do; a reason such as "It is 5; …" makes the message
    /// "`labeled` is 5; …". Other settings appear in backquotes, alone or with a value, as <c>`optimizer=momentum`</c>; the command line shows them as options.
    /// </summary>
    public ConfigurationException(string setting, string reason, Exception? innerException = null)
        : base(reason?.StartsWith("It ", StringComparison.Ordinal) == true ? $"`{setting}` {reason[3..]}" : $"`{setting}`: {reason}", innerException) =>
        (Setting, Reason) = (setting, reason ?? "");

    /// <summary>The name of the setting in camel case, such as <c>learningRate</c>.</summary>
    public string Setting { get; }

    /// <summary>The message without the name of the setting.</summary>
    public string Reason { get; }

    /// <summary>Returns the same exception for a setting of a stage.</summary>
    /// <param name="stage">The stage followed by a period, such as <c>pretraining.</c></param>
    public ConfigurationException In(string stage) => new(stage + Setting, Reason.Replace(" `", $" `{stage}", StringComparison.Ordinal), this);
}
