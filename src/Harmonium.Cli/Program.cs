using Harmonium.Cli;

return Application.Run(args);
