Attribute VB_Name = "SE7Python"
Option Explicit

' Where Python is reached in a workbook that brings the module xlwings with it, for
' computers on which no add-in may be installed.

Public Function Runner() As String
    Runner = "'" & Replace(ThisWorkbook.Name, "'", "''") & "'!xlwings.RunPython"
End Function

Public Function SettingsReader() As String
    SettingsReader = "'" & Replace(ThisWorkbook.Name, "'", "''") & "'!xlwings.GetConfig"
End Function

Public Function Hindrance() As String
    ' The module xlwings says itself where Python is not found; but it must have been told which Python to take,
    ' and not to look for code in the folder of the workbook, as it otherwise would.
    Dim looksBeside As String
    Hindrance = ""
    looksBeside = "true"
    On Error Resume Next
    looksBeside = Application.Run(SettingsReader(), "ADD_WORKBOOK_TO_PYTHONPATH", "true", "user")
    If LCase(looksBeside) <> "false" Then Hindrance = "Excel has not been told where Python is. Close Excel, run  " & _
        "se7 install-addin --settings-only  in a terminal, or ask IT to, and open the workbook again."
End Function
